"""Finding the areas that files and people name, and adding those that nobody has named before."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.apps.benchmarks.models import Area, Level
from goldenthread.intake.statistics_areas import AreaLevel, PublishedArea, name_key


class Areas:
    """The areas that are known, by code and by name. New ones are added as they are asked for."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], Area] = {}
        self._names: dict[tuple[str, str], Area] = {}
        self.added: list[Area] = []
        for area in Area.objects.all():
            self._remember(area)

    def of_published(self, published: Sequence[PublishedArea]) -> list[Area]:
        """The area of each, in their order. Codes and regions that were not known are filled in."""
        return [self._settled(one) for one in published]

    def known(self, one: PublishedArea) -> Area | None:
        """The area that a file means: of its code, else of its name; None where nobody has named it."""
        by_code = (self._codes.get((one.level, code)) for code in _codes_of(one))
        return next((area for area in by_code if area), None) or self._names.get(
            (one.level, name_key(one.name))
        )

    def called(self, name: str) -> Area | None:
        """The authority of this name, or None."""
        return self._names.get((Level.AUTHORITY, name_key(name)))

    def authority(self, name: str) -> Area:
        """The authority of this name, added where it is not known."""
        return self.called(name) or self._add(Area(level=Level.AUTHORITY, name=" ".join(name.split())[:200]))

    def _settled(self, one: PublishedArea) -> Area:
        region = None
        if one.level is AreaLevel.AUTHORITY and (one.region or one.region_code):
            name = one.region or one.region_code
            region = self._settled(PublishedArea(AreaLevel.REGION, name, one.region_code))
        codes = _codes_of(one)
        known = self.known(one)
        if known is None:
            former = codes[1:]
            return self._add(
                Area(level=one.level.value, name=one.name[:200], code=(codes or [""])[0][:20],
                     former_codes=former, region=region)
            )  # fmt: skip
        self._fill_in(known, codes, region)
        return known

    def _fill_in(self, area: Area, codes: Sequence[str], region: Area | None) -> None:
        new = [code for code in codes if code != area.code and code not in area.former_codes]
        if not new and (region is None or area.region_id is not None):
            return
        if not area.code and new:
            area.code = new.pop(0)[:20]
        area.former_codes = [*area.former_codes, *new]
        area.region = area.region or region
        area.save(update_fields=["code", "former_codes", "region"])
        self._remember(area)

    def _add(self, area: Area) -> Area:
        area.save()
        self.added.append(area)
        self._remember(area)
        return area

    def _remember(self, area: Area) -> None:
        for code in (area.code, *area.former_codes):
            if code:
                self._codes[area.level, code] = area
        self._names.setdefault((area.level, name_key(area.name)), area)


def _codes_of(one: PublishedArea) -> list[str]:
    return [code for code in (one.code, one.old_code) if code]
