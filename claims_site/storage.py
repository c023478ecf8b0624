"""How static files are named when they are served."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class NamedByContent(CompressedManifestStaticFilesStorage):
    """Each file has a digest of its content in its name, also where one script imports another."""

    support_js_module_import_aggregation = True
