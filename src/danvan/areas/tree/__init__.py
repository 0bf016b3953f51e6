"""The room of the tree: units from a template, from a spreadsheet or one by one, and their changes.

Units are never deleted: they are renamed, moved, succeeded or ended from a day on, each by a
document. A spreadsheet is checked whole and shown before anything is written.

Words: unit (đơn vị), tier (cấp), side (khối), locality (địa bàn), successor (đơn vị kế thừa).
"""
