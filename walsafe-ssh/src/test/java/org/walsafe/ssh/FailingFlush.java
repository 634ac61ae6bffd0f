package org.walsafe.ssh;

import java.io.IOException;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** SFTP on a disk that takes what is written and fails to keep it. */
final class FailingFlush extends SftpSubsystemFactory {

    @Override
    public Command createSubsystem(ChannelSession channel) {
        return new SftpSubsystem(channel, this) {
            @Override
            protected void doOpenSSHFsync(int id, String handle) throws IOException {
                throw new IOException("the disk is broken");
            }
        };
    }
}
