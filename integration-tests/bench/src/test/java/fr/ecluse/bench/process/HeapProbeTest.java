package fr.ecluse.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HeapProbeTest {
    private static final String G1 = """
            4242:
             garbage-first heap   total reserved 6094848K, committed 385024K, used 41231K [0x0000000680000000, 0x0000000800000000)
              region size 4096K, 1 young (4096K), 1 survivors (4096K)
             Metaspace       used 60123K, committed 60928K, reserved 1114112K
              class space    used 8123K, committed 8448K, reserved 1048576K
            """;
    private static final String SERIAL = """
            4242:
             DefNew     total 39296K, used 1397K [0x00000000c0000000, 0x00000000c2aa0000, 0x00000000d5550000)
              eden space 34944K,   4% used [0x00000000c0000000, 0x00000000c015d7d8, 0x00000000c2220000)
              from space 4352K,   0% used [0x00000000c2220000, 0x00000000c2220000, 0x00000000c2660000)
             Tenured    total 87424K, used 20603K [0x00000000d5550000, 0x00000000daab0000, 0x0000000100000000)
              the  space 87424K,   0% used [0x00000000d5550000, 0x00000000d55ecd50, 0x00000000daab0000)
             Metaspace       used 4123K, committed 4352K, reserved 1114112K
              class space    used 423K, committed 512K, reserved 1048576K
            """;
    private static final String Z = """
            4242:
             ZHeap           used 64M, capacity 128M, max capacity 5952M
             Metaspace       used 4123K, committed 4352K, reserved 1114112K
            """;

    @Test
    void readsTheHeapOfAnyCollectorAndNotTheMetaspace() {
        assertThat(HeapProbe.parse(G1)).isEqualTo(41_231L << 10);
        assertThat(HeapProbe.parse(SERIAL)).isEqualTo((1397L + 20_603L) << 10);
        assertThat(HeapProbe.parse(Z)).isEqualTo(64L << 20);
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThatIllegalArgumentException().isThrownBy(() -> HeapProbe.parse("4242:\nno heap here"));
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void asksARunningJvm() throws Exception {
        byte[] kept = new byte[50 << 20];

        long live = new HeapProbe(ProcessHandle.current().pid()).liveBytes();

        assertThat(live).isBetween((long) kept.length, Runtime.getRuntime().maxMemory());
    }
}
