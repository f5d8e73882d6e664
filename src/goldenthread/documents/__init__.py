"""What people take away: papers from plain, frozen data, as PDF, Word, Excel and CSV.

Nothing here knows of a database, a clock or a web page. The way through:

``board_report``  the frozen document (``canonical`` gives its text and digest)
``board_report_pages``, ``scorecard_pages``  what it says, as ``blocks``
``pdf``, ``word``  draw blocks; ``row_headers`` and ``pdf_check`` make and prove the PDF accessible
``tables``  the same facts as typed tables, for ``excel`` and ``csv_tables``
``charts``  lines over time and sparklines as SVG; ``rasters`` turns them into PNG for Word
"""
