package org.walsafe;

import org.walsafe.tck.LibraryRulesContract;

class CoreRulesTest extends LibraryRulesContract {

    @Override
    protected int fewestClasses() {
        return 200;
    }

    @Override
    protected String[] adaptersToLibraries() {
        return new String[] {"org.walsafe.metrics.micrometer"};
    }
}
