package fr.ecluse.plugin.access.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ImportSection;
import com.dylibso.chicory.wasm.types.MemoryImport;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The memory of an instance")
class LinearMemoryTest {

    private static final int ODD = 65_533;

    static Stream<Consumer<Memory>> writes() {
        return Stream.of(
                memory -> memory.writeByte(ODD, (byte) -2),
                memory -> memory.writeShort(ODD, (short) -12_345),
                memory -> memory.writeI32(ODD, -1_234_567_890),
                memory -> memory.writeLong(ODD, -1_234_567_890_123_456_789L),
                memory -> memory.writeF32(ODD, -1.5f),
                memory -> memory.writeF64(ODD, Math.PI),
                memory -> memory.write(ODD, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 8),
                memory -> memory.fill((byte) 7, ODD - 3, ODD + 5),
                memory -> memory.writeString(ODD, "écluse"),
                memory -> {
                    memory.writeLong(ODD, 1);
                    memory.copy(ODD + 3, ODD, 8);
                });
    }

    /** Chicory's own memory says what is right. */
    @ParameterizedTest
    @MethodSource("writes")
    void holdsWhatIsWrittenAsWasmWantsIt(Consumer<Memory> write) {
        Memory expected = new ByteArrayMemory(new MemoryLimits(2, 4));
        LinearMemory memory = memory(2);

        write.accept(expected);
        write.accept(memory);

        assertThat(memory.readBytes(0, 2 * Memory.PAGE_SIZE)).isEqualTo(expected.readBytes(0, 2 * Memory.PAGE_SIZE));
        for (Function<Memory, Object> read : reads()) {
            assertThat(read.apply(memory)).isEqualTo(read.apply(expected));
        }
    }

    private static Iterable<Function<Memory, Object>> reads() {
        return Stream.<Function<Memory, Object>>of(
                        memory -> memory.read(ODD),
                        memory -> memory.readU8(ODD),
                        memory -> memory.readI8(ODD),
                        memory -> memory.readShort(ODD),
                        memory -> memory.readI16(ODD),
                        memory -> memory.readU16(ODD),
                        memory -> memory.readInt(ODD),
                        memory -> memory.readI32(ODD),
                        memory -> memory.readU32(ODD),
                        memory -> memory.readLong(ODD),
                        memory -> memory.readI64(ODD),
                        memory -> memory.readFloat(ODD),
                        memory -> memory.readF32(ODD),
                        memory -> memory.readDouble(ODD),
                        memory -> memory.readF64(ODD))
                .toList();
    }

    static Stream<Consumer<Memory>> outside() {
        return Stream.of(
                memory -> memory.read(Memory.PAGE_SIZE),
                memory -> memory.read(-1),
                memory -> memory.readInt(Memory.PAGE_SIZE - 3),
                memory -> memory.readLong(-8),
                memory -> memory.readBytes(1, Memory.PAGE_SIZE),
                memory -> memory.writeByte(Memory.PAGE_SIZE, (byte) 1),
                memory -> memory.writeLong(Memory.PAGE_SIZE - 7, 1),
                memory -> memory.write(Memory.PAGE_SIZE - 1, new byte[2], 0, 2),
                memory -> memory.fill((byte) 1, 0, Memory.PAGE_SIZE + 1));
    }

    @ParameterizedTest
    @MethodSource("outside")
    void endsWhereItEnds(Consumer<Memory> access) {
        LinearMemory memory = memory(1);

        assertThatThrownBy(() -> access.accept(memory)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void growsWithWhatItHoldsUpToItsLimit() {
        LinearMemory memory = memory(1);
        memory.writeI32(0, 42);

        assertThat(memory.grow(2)).isEqualTo(1);
        assertThat(memory.pages()).isEqualTo(3);
        assertThat(memory.readInt(0)).isEqualTo(42);
        assertThat(memory.readInt(3 * Memory.PAGE_SIZE - 4)).isZero();
        assertThat(memory.grow(memory.maximumPages())).isEqualTo(-1);
        assertThat(memory.grow(-1)).isEqualTo(-1);
        assertThat(memory.pages()).isEqualTo(3);
    }

    @Test
    void isNotAsLargeAsAModuleMayAskFor() {
        assertThatIllegalArgumentException().isThrownBy(() -> memory(4097));
    }

    private static LinearMemory memory(int pages) {
        ImportSection imports = ImportSection.builder()
                .addImport(new MemoryImport("env", "memory", new MemoryLimits(pages)))
                .build();
        return LinearMemory.of(WasmModule.builder().setImportSection(imports).build());
    }
}
