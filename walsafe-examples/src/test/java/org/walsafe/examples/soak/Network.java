package org.walsafe.examples.soak;

import java.io.IOException;

/** The network between Barman's host and PostgreSQL's: one way to PostgreSQL, one to its host's sshd. */
record Network(Relay toPostgres, Relay toSshd) implements AutoCloseable {

    static Network to(int postgres, int sshd) throws IOException {
        return new Network(Relay.to(postgres), Relay.to(sshd));
    }

    /** Ends every connection, and lets none be made. */
    void cut() {
        toPostgres.cut();
        toSshd.cut();
    }

    /** Lets connections be made again. */
    void mendCut() {
        toPostgres.mendCut();
        toSshd.mendCut();
    }

    /** Lets nothing through, and ends nothing. */
    void silence() {
        toPostgres.silence();
        toSshd.silence();
    }

    /** Lets everything through again. */
    void mendSilence() {
        toPostgres.mendSilence();
        toSshd.mendSilence();
    }

    @Override
    public void close() {
        toPostgres.close();
        toSshd.close();
    }
}
