package org.walsafe.ssh;

import org.walsafe.tck.LibraryRulesContract;

class SshRulesTest extends LibraryRulesContract {

    @Override
    protected int fewestClasses() {
        return 40;
    }
}
