package org.walsafe.archive;

import java.util.List;
import org.walsafe.tck.RequiresRealPart;

@RequiresRealPart("dash")
class GateScriptInDashTest extends GateScriptContract {

    @Override
    List<String> shell() {
        return part("dash");
    }
}
