"""Tables of cases for the tests of bulletins, a line a case."""
# ruff: noqa: E501
# fmt: off

BULLETIN = "ukraine-general-staff-2022-04-18"

# what the row of orc-losses has besides its day and 790 tanks, how the line about it begins, how it ends
BAD_ROWS = [
    ({"tanks": "1,351"}, 'russian-losses.json:5: tanks: "1,351" is a text', "such as 1351"),
    ({"tanks": -1}, 'russian-losses.json:5: tanks: "-1" is negative', "or null"),
    ({"tanks": 790.5}, 'russian-losses.json:5: tanks: "790.5" is not a whole number', "or null"),
    ({"tanks": float("nan")}, 'russian-losses.json:5: tanks: "NaN" is not a whole number', "or null"),
    ({"tanks": True}, 'russian-losses.json:5: tanks: "true" is not a whole number', "or null"),
    ({"tanks": [790]}, 'russian-losses.json:5: tanks: "[790]" is not a whole number', "or null"),
    ({"tanks": 2147483648}, 'russian-losses.json:5: tanks: "2147483648" is out of range', "2147483647, or null"),
    ({"tanks": None}, 'russian-losses.json:2: "2022-04-18" has no number', "specialEquipment, unarmoredVehicles"),
    ({"panzers": 5}, 'russian-losses.json:6: panzers: "5" stands under an unknown key', "uavs, unarmoredVehicles"),
    ({"date": "18.04.2022"}, 'russian-losses.json:4: date: "18.04.2022" is not an ISO date', "such as 2022-04-18"),
    ({"date": 20220418}, 'russian-losses.json:4: date: "20220418" is not a text', "quotation marks, or null"),
    ({"date": "2022-02-30"}, 'russian-losses.json:4: date: "2022-02-30" is no day', "such as 2022-04-18"),
    ({"date": None}, "russian-losses.json:4: date: is missing", "such as 2022-04-18"),
    ({"date": "2022-02-23"}, '"2022-02-23" is before the conflict began, 2022-02-24', "the day of the bulletin"),
    ({"sourceUri": "javascript:alert(1)"}, 'russian-losses.json:3: sourceUri: "javascript:alert(1)" is not', "1,000 characters"),
    ({"sourceUri": "https://evil.example/mod.gov.ua"}, "russian-losses.json:3: sourceUri:", "mil.gov.ua, or null"),
    ({"sourceUri": "https://xmod.gov.ua/"}, "russian-losses.json:3: sourceUri:", "mod.gov.ua or mil.gov.ua, or null"),
    ({"sourceUri": "https://mod.gov.ua/\ud800"}, "russian-losses.json:3: sourceUri:", "1,000 characters"),
    ({"sourceUri": 5}, 'russian-losses.json:3: sourceUri: "5" is not a text', "or null"),
]

BAD_PETRO_ROWS = [
    ({"personnel*": "roughly"}, 'russia_losses_personnel.json:6: personnel*: "roughly" is not one of', "about, more"),
    ({"personnel": "20600"}, 'russia_losses_personnel.json:5: personnel: "20600" is a text', "such as 1351"),
    ({"POW": -1}, 'russia_losses_personnel.json:7: POW: "-1" is negative', "or null"),
    ({"tank": 1.5}, 'russia_losses_equipment.json:5: tank: "1.5" is not a whole number', "or null"),
    ({"tanks": 790}, 'russia_losses_equipment.json:6: tanks: "790" stands under an unknown key', "vehicles and fuel tanks"),
    ({"greatest losses direction": 5}, 'russia_losses_equipment.json:6: greatest losses direction: "5" is not a text', "or null"),
    ({"greatest losses direction": "\ud800"}, "russia_losses_equipment.json:6: greatest losses direction:", "ordinary characters"),
]

BAD_CORRECTIONS = [
    ({"date": "2022-04-19", "tank": -5}, '4: tank: "-5" corrects a total of 2022-04-19 that the data set does not have'),
    ({"date": "2022-04-18", "drone": 3}, '4: drone: "3" corrects a total of 2022-04-18 that the data set does not have'),
    ({"date": "2022-04-18", "tank": 0.5}, '4: tank: "0.5" is not a whole number'),
    ({"date": "2022-04-18", "POW": 1}, '4: POW: "1" stands under an unknown key'),
]

ABOUTS = [
    (None, "SOURCE.txt: is missing, and nothing else tells the address and licence; write it, or give a clone made by git"),
    ("data set: x, by y\naddress: https://a.example/\nversion: 1\n", "SOURCE.txt: licence: is missing"),
    ("data set: x\naddress: ftp://a\nversion: 1\nlicence: MIT\n", 'SOURCE.txt:2: address: "ftp://a" is not a web address'),
]

# what the row of petro-ivaniuk has since, and how that is told
OTHER_CHANGES = [
    ({"military auto": 1487}, f"figures {BULLETIN}-military-vehicles: number in petro-ivaniuk: on record nothing, in file 1487"),
    ({"personnel*": "more"}, f"figures {BULLETIN}-personnel-losses: hedge in petro-ivaniuk: on record about, in file more than"),
    ({"greatest losses direction": "Popasna"}, f"reports {BULLETIN}: note: on record Direction of greatest losses: Izyum., in file Direction of greatest losses: Popasna."),
    ({"POW": 478}, "figures invaders-rf-2022-04-18-captured: number in petro-ivaniuk: on record 477, in file 478"),
]
