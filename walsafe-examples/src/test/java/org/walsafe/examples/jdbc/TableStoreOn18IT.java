package org.walsafe.examples.jdbc;

import org.walsafe.examples.postgres.PostgresRelease;

class TableStoreOn18IT extends TableStoreContract {

    @Override
    PostgresRelease release() {
        return PostgresRelease.V18_6;
    }
}
