package org.walsafe.examples.jdbc;

import org.walsafe.examples.postgres.PostgresRelease;

class TableStoreOn9_3_5IT extends TableStoreContract {

    @Override
    PostgresRelease release() {
        return PostgresRelease.V9_3_5;
    }
}
