"""Pictures of pages, 1200 by 630 pixels, that show up where somebody shares a link: made here, without a browser."""
