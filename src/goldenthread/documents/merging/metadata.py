"""What the pack says of itself: catalog, information and XMP, each date the caller's."""

from datetime import datetime
from xml.sax.saxutils import escape

from pikepdf import Dictionary, Name, Pdf, String

from goldenthread.documents.merging.shapes import About

PRODUCER = "Golden Thread"


def write_metadata(pdf: Pdf, about: About, *, claims_ua: bool) -> None:
    """Title, language, author and dates; the claim of PDF/UA-1 where it is earned."""
    stream = pdf.make_stream(_xmp(about, claims_ua=claims_ua).encode())
    stream.Type = Name.Metadata
    stream.Subtype = Name.XML
    pdf.Root.Metadata = pdf.make_indirect(stream)
    moment = _pdf_date(about.dated)
    info = Dictionary(
        Title=String(about.title),
        Producer=String(PRODUCER),
        CreationDate=String(moment),
        ModDate=String(moment),
    )
    if about.author:
        info.Author = String(about.author)
    if about.subject:
        info.Subject = String(about.subject)
    pdf.trailer.Info = pdf.make_indirect(info)


def _pdf_date(moment: datetime) -> str:
    """ "D:20180716090000+00'00'"."""
    offset = moment.utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset is not None else 0
    sign = "-" if minutes < 0 else "+"
    return f"D:{moment:%Y%m%d%H%M%S}{sign}{abs(minutes) // 60:02}'{abs(minutes) % 60:02}'"


def _xmp(about: About, *, claims_ua: bool) -> str:
    language = escape(about.language, {'"': "&quot;"})
    moment = about.dated.isoformat(timespec="seconds")
    author = f"<dc:creator><rdf:Seq><rdf:li>{escape(about.author)}</rdf:li></rdf:Seq></dc:creator>"
    subject = (
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{escape(about.subject)}'
        "</rdf:li></rdf:Alt></dc:description>"
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
        "<dc:format>application/pdf</dc:format>"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(about.title)}</rdf:li></rdf:Alt></dc:title>'
        f"{author if about.author else ''}{subject if about.subject else ''}"
        f"<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
        f"<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>"
        f"<xmp:MetadataDate>{moment}</xmp:MetadataDate><pdf:Producer>{PRODUCER}</pdf:Producer>"
        f"{'<pdfuaid:part>1</pdfuaid:part>' if claims_ua else ''}"
        "</rdf:Description></rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="r"?>'
    )
