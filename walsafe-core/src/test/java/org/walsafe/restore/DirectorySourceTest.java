package org.walsafe.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.tck.WalSourceContract;
import org.walsafe.wal.WalFileName;

class DirectorySourceTest extends WalSourceContract {

    private final LocalHost host = new LocalHost();

    @TempDir
    private Path directory;

    @AfterEach
    void closeHost() {
        host.close();
    }

    @Override
    protected WalSource source() {
        return new DirectorySource(host, new HostPath(directory.toString()));
    }

    @Override
    protected void keep(String name, byte[] content) throws IOException {
        Files.write(directory.resolve(name), content);
    }

    @Override
    protected void remove(String name) throws IOException {
        Files.delete(directory.resolve(name));
    }

    @Override
    protected void makeUnreachable() throws IOException {
        PathUtils.deleteDirectory(directory);
    }

    @Test
    void filesAreFoundUnderTheSuffixOfTheirCompressionToo() throws Exception {
        keep("000000010000000000000001.gz", new byte[] {1});
        keep("000000010000000000000003.lz4", new byte[] {1});
        Deadline soon = Deadline.in(RestoreLimits.suiting(RestoreMode.ON_DEMAND, WalFileName.parse("00000002.history"))
                .patience());

        SourceAnswer answer = source().open(WalFileName.parse("000000010000000000000001"), soon);
        assertThat(answer).isInstanceOf(SourceAnswer.Found.class);
        ((SourceAnswer.Found) answer).close();
        assertThat(source().later(WalFileName.parse("000000010000000000000002"), soon))
                .isEqualTo(new LaterFile.Seen("000000010000000000000003.lz4"));
    }
}
