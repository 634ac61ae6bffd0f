package org.walsafe.jdbc;

import org.walsafe.tck.LibraryRulesContract;

class JdbcRulesTest extends LibraryRulesContract {

    @Override
    protected int fewestClasses() {
        return 70;
    }
}
