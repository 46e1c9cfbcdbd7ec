"""LibreOffice and the Open XML validator, as judges of the Word files that the program writes."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tests.services import outside, processes


class LibreOffice:
    """Turns documents into PDF, with a profile of its own, so that no open window of the user's is in the way."""

    def __init__(self, folder: Path) -> None:
        self._soffice = outside.need("LibreOffice", outside.find("soffice"))
        self._folder = folder

    def to_pdf(self, document: Path, *, seconds: float = 120) -> Path:
        """Return the PDF made of a document; RuntimeError where LibreOffice makes none."""
        return self._convert(document, "pdf", seconds)

    def to_csv(self, table: Path, *, seconds: float = 120) -> Path:
        """Return the first sheet of a table as LibreOffice reads it: CSV in UTF-8, formulas shown as formulas."""
        calc = Path(self._soffice).resolve().with_name("libsclo.so")
        outside.need("LibreOffice Calc", calc if calc.is_file() else None)
        read = ["--infilter=CSV:44,34,76,1"] if table.suffix == ".csv" else []
        to = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true"
        return self._convert(table, to, seconds, *read)

    def _convert(self, document: Path, to: str, seconds: float, *more: str) -> Path:
        profile = f"-env:UserInstallation={(self._folder / 'profile').as_uri()}"
        options = [
            profile,
            "--headless",
            "--norestore",
            *more,
            "--convert-to",
            to,
            "--outdir",
            str(self._folder),
        ]
        made = self._folder / f"{document.stem}.{to[:3]}"
        made.unlink(missing_ok=True)
        printed = processes.run([self._soffice, *options, document], seconds=seconds)
        if not made.is_file():  # it says so, and ends with 0
            raise RuntimeError(f"LibreOffice made no {to[:3].upper()} of {document.name}:\n{printed}")
        return made


class OoxmlValidator:
    """The Open XML SDK's judgement of a docx or xlsx file; the program's place is in LBSAP_OOXML_VALIDATOR."""

    def __init__(self) -> None:
        given = os.environ.get("LBSAP_OOXML_VALIDATOR")
        self._program = outside.need("the OOXML validator", Path(given) if given else None)

    def __call__(self, document: Path) -> list[str]:
        """Return the errors found, each as `part xpath: description`; none means valid for Microsoft 365."""
        judged = json.loads(processes.run([self._program, document], seconds=60))
        errors = [f"{error['path']} {error['xPath']}: {error['description']}" for error in judged["errors"]]
        if judged["ok"] == bool(errors):
            raise RuntimeError(f"the validator contradicts itself: {judged}")
        return errors
