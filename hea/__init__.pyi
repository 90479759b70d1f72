from hea.api import (
    CitationRecord as CitationRecord,
)
from hea.api import (
    CitedAnswer as CitedAnswer,
)
from hea.api import (
    FoundPaper as FoundPaper,
)
from hea.api import (
    Library as Library,
)
from hea.api import (
    MeasuredValue as MeasuredValue,
)
from hea.api import (
    ValueTable as ValueTable,
)
from hea.api import (
    open as open,
)
from hea.events import SILENT as SILENT
from hea.events import Events as Events
