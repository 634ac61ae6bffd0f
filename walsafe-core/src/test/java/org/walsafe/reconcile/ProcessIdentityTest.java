package org.walsafe.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessIdentityTest {

    private final ProcessIdentity self = ProcessIdentity.current();

    @Test
    void aRunningProcessIsNotGone() {
        assertThat(self.isKnownGoneTo(self)).isFalse();
    }

    @Test
    void aProcessWhoseNumberAnotherHasIsGone() {
        assertThat(new ProcessIdentity(self.space(), self.pid(), self.started() - 1).isKnownGoneTo(self))
                .isTrue();
    }

    @Test
    void aProcessWhoseNumberNobodyHasIsGone() {
        assertThat(new ProcessIdentity(self.space(), Long.MAX_VALUE, 1).isKnownGoneTo(self))
                .isTrue();
    }

    @Test
    void ofAProcessElsewhereNothingIsKnown() {
        ProcessIdentity elsewhere = new ProcessIdentity("another", Long.MAX_VALUE, 1);

        assertThat(elsewhere.isKnownGoneTo(self)).isFalse();
    }

    @Test
    void whereTheSystemDoesNotTellNothingIsKnown() {
        ProcessIdentity untold = new ProcessIdentity("", Long.MAX_VALUE, 1);

        assertThat(untold.isKnownGoneTo(new ProcessIdentity("", 1, 1))).isFalse();
    }

    @Test
    void isReadBackAsItWasWritten() {
        assertThat(ProcessIdentity.parse(self.toString())).contains(self);
        assertThat(ProcessIdentity.parse(" 1 2")).contains(new ProcessIdentity("", 1, 2));
        assertThat(ProcessIdentity.parse("")).isEmpty();
        assertThat(ProcessIdentity.parse("a b c")).isEmpty();
    }
}
