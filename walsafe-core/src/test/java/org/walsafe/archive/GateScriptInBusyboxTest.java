package org.walsafe.archive;

import java.util.List;
import org.walsafe.tck.RequiresRealPart;

@RequiresRealPart("busybox")
class GateScriptInBusyboxTest extends GateScriptContract {

    @Override
    List<String> shell() {
        return part("busybox", "sh");
    }
}
