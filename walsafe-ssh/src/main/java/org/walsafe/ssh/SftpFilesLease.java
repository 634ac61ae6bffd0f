package org.walsafe.ssh;

/**
 * The use of a channel for files, until it is closed.
 *
 * @param sessions whose channel it is
 * @param channel the channel
 */
record SftpFilesLease(SshSessions sessions, SftpChannel channel) implements AutoCloseable {

    @Override
    public void close() {
        sessions.endFiles();
    }
}
