package org.walsafe.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WalSafeExceptionTest {

    private static final class Refused extends WalSafeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }

        Refused(String message, String hint) {
            super(message, hint);
        }

        Refused(String message, String hint, Throwable cause) {
            super(message, hint, cause);
        }

        Refused(String message, Throwable cause) {
            super(message, cause);
        }
    }

    @Test
    void keepsTheHintApartFromTheMessage() {
        var refused = new Refused("cannot read /wal_safe", "Give the PostgreSQL user read access.");

        assertThat(refused).hasMessage("cannot read /wal_safe");
        assertThat(refused.hint()).hasValue("Give the PostgreSQL user read access.");
    }

    @Test
    void hasNoHintWhereNoneWasGiven() {
        assertThat(new Refused("cannot read").hint()).isEmpty();
        assertThat(new Refused("cannot read", new IllegalStateException("below")).hint())
                .isEmpty();
    }

    @Test
    void keepsItsCause() {
        var below = new IllegalStateException("below");

        assertThat(new Refused("cannot read", below)).hasCause(below);
        assertThat(new Refused("cannot read", "Look.", below)).hasCause(below);
    }

    @Test
    void showsLineBreaksAndOtherControlCharactersAsEscapes() {
        var refused = new Refused("not a WAL file name: '00\n0\u001b[1m\u2028\u202e'", "Rename\r\n it.");

        assertThat(refused).hasMessage("not a WAL file name: '00\\u000a0\\u001b[1m\\u2028\\u202e'");
        assertThat(refused.hint()).hasValue("Rename\\u000d\\u000a it.");
        assertThat(refused.toString()).hasLineCount(1);
    }

    @Test
    void leavesAllOtherTextAsItIs() {
        assertThat(new Refused("Größe 5 € 𝄞 'x'")).hasMessage("Größe 5 € 𝄞 'x'");
    }
}
