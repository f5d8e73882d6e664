"""Optional content: what is hidden in a part stays hidden in the pack."""

from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from goldenthread.documents.merging.shapes import Finding

MOST_LAYERS = 2_000


@dataclass
class Layers:
    """The layers of all parts: ``groups`` in order, and those of them that are ``hidden``."""

    groups: list[Object] = field(default_factory=list)
    hidden: list[Object] = field(default_factory=list)

    def write(self, pdf: Pdf) -> None:
        """The pack's optional content: one configuration, named, with every hidden layer off."""
        if not self.groups:
            return
        off = Array(self.hidden)
        config = Dictionary(Name=String("Default"), BaseState=Name.ON, OFF=off, Order=Array())
        pdf.Root.OCProperties = Dictionary(OCGs=Array(self.groups), D=config)


def read_layers(root: Object) -> tuple[list[Object], list[Object], list[Finding]]:
    """A file's layers, those that its default configuration hides, and what is to be told of it."""
    properties = root.get("/OCProperties")
    if not isinstance(properties, Dictionary):
        return [], [], []
    groups = _groups(properties.get("/OCGs"))[:MOST_LAYERS]
    config = properties.get("/D")
    config = config if isinstance(config, Dictionary) else Dictionary()
    on = {group.objgen for group in _groups(config.get("/ON"))}
    off = {group.objgen for group in _groups(config.get("/OFF"))}
    if config.get("/BaseState") == Name.OFF:
        hidden = [group for group in groups if group.objgen not in on]
    else:
        hidden = [group for group in groups if group.objgen in off]
    if not hidden:
        return groups, [], []
    told = Finding(
        "the file",
        f"has hidden layers ({len(hidden)}); they stay hidden, but they are in the pack",
        "hidden-layers",
        "Ask its owner for a copy without hidden layers if they are not meant for the reader.",
    )
    return groups, hidden, [told]


def _groups(value: object) -> list[Object]:
    if not isinstance(value, Array):
        return []
    return [one for one in value if isinstance(one, Dictionary) and one.is_indirect]
