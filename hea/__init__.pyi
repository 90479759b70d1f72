from hea.api import (
    Library as Library,
)
from hea.api import (
    open as open,
)
from hea.events import SILENT as SILENT
from hea.events import Events as Events
from hea.records import (
    CitationRecord as CitationRecord,
)
from hea.records import (
    CitedAnswer as CitedAnswer,
)
from hea.records import (
    FoundPaper as FoundPaper,
)
from hea.records import (
    MeasuredValue as MeasuredValue,
)
from hea.records import (
    ValueFigure as ValueFigure,
)
from hea.records import (
    ValueTable as ValueTable,
)
