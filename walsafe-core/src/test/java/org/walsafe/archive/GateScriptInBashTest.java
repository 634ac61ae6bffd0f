package org.walsafe.archive;

import java.util.List;
import org.walsafe.tck.RequiresRealPart;

@RequiresRealPart("bash")
class GateScriptInBashTest extends GateScriptContract {

    @Override
    List<String> shell() {
        return part("bash", "--posix");
    }
}
