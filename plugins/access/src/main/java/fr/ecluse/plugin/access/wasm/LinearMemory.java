package fr.ecluse.plugin.access.wasm;

import com.dylibso.chicory.runtime.ConstantEvaluators;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.DataSegment;
import com.dylibso.chicory.wasm.types.MemoryImport;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * The memory of an instance, as one array: Chicory's own finds each byte by way of a page, and half of the time of a
 * decision goes into that. What is outside of it throws {@link IndexOutOfBoundsException}. For one thread at a time; what
 * only threads or other compilers than OPA's need throws {@link UnsupportedOperationException}.
 */
final class LinearMemory implements Memory {

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** 256 MB, for data and one question. */
    private static final int MOST_PAGES = 4096;

    private static final int NO_ROOM = -1;

    private final int initialPages;
    private byte[] bytes;

    private LinearMemory(int initialPages) {
        this.initialPages = initialPages;
        this.bytes = new byte[initialPages * PAGE_SIZE];
    }

    /**
     * As large as a module asks for.
     *
     * @throws IllegalArgumentException if that is too large
     */
    static LinearMemory of(WasmModule module) {
        int pages = module.importSection().stream()
                .filter(MemoryImport.class::isInstance)
                .mapToInt(memory -> ((MemoryImport) memory).limits().initialPages())
                .max()
                .orElse(0);
        if (pages > MOST_PAGES) {
            throw new IllegalArgumentException("the module asks for too much memory");
        }
        return new LinearMemory(pages);
    }

    /** Makes sure that it has some bytes from an offset on. */
    void reserve(int offset, int length) {
        int missing = offset + length - bytes.length;
        if (missing > 0 && grow((missing + PAGE_SIZE - 1) / PAGE_SIZE) == NO_ROOM) {
            throw new IllegalStateException("the memory is full");
        }
    }

    /** The bytes from an offset to the next zero. */
    byte[] untilZero(int offset) {
        int end = offset;
        while (bytes[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(bytes, offset, end);
    }

    @Override
    public int pages() {
        return bytes.length / PAGE_SIZE;
    }

    @Override
    public int grow(int more) {
        int before = pages();
        if (more < 0 || more > MOST_PAGES - before) {
            return NO_ROOM;
        }
        bytes = Arrays.copyOf(bytes, (before + more) * PAGE_SIZE);
        return before;
    }

    @Override
    public int initialPages() {
        return initialPages;
    }

    @Override
    public int maximumPages() {
        return MOST_PAGES;
    }

    @Override
    public void initialize(Instance instance, DataSegment[] segments) {
        for (DataSegment segment : segments) {
            if (!(segment instanceof ActiveDataSegment active)) {
                throw new UnsupportedOperationException("a passive segment");
            }
            long offset = ConstantEvaluators.computeConstantValue(instance, active.offsetInstructions())[0];
            write(Math.toIntExact(offset), active.data(), 0, active.data().length);
        }
    }

    @Override
    public void write(int offset, byte[] from, int start, int length) {
        System.arraycopy(from, start, bytes, offset, length);
    }

    @Override
    public byte[] readBytes(int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    @Override
    public void fill(byte value, int start, int end) {
        Arrays.fill(bytes, start, end, value);
    }

    @Override
    public void zero() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public byte read(int offset) {
        return bytes[offset];
    }

    @Override
    public void writeByte(int offset, byte value) {
        bytes[offset] = value;
    }

    @Override
    public short readShort(int offset) {
        return (short) SHORTS.get(bytes, offset);
    }

    @Override
    public long readU16(int offset) {
        return Short.toUnsignedLong(readShort(offset));
    }

    @Override
    public void writeShort(int offset, short value) {
        SHORTS.set(bytes, offset, value);
    }

    @Override
    public int readInt(int offset) {
        return (int) INTS.get(bytes, offset);
    }

    @Override
    public void writeI32(int offset, int value) {
        INTS.set(bytes, offset, value);
    }

    @Override
    public long readLong(int offset) {
        return (long) LONGS.get(bytes, offset);
    }

    @Override
    public void writeLong(int offset, long value) {
        LONGS.set(bytes, offset, value);
    }

    @Override
    public float readFloat(int offset) {
        return Float.intBitsToFloat(readInt(offset));
    }

    @Override
    public long readF32(int offset) {
        return readInt(offset);
    }

    @Override
    public void writeF32(int offset, float value) {
        writeI32(offset, Float.floatToRawIntBits(value));
    }

    @Override
    public double readDouble(int offset) {
        return Double.longBitsToDouble(readLong(offset));
    }

    @Override
    public long readF64(int offset) {
        return readLong(offset);
    }

    @Override
    public void writeF64(int offset, double value) {
        writeLong(offset, Double.doubleToRawLongBits(value));
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public void initPassiveSegment(int segment, int offset, int start, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void drop(int segment) {
        throw new UnsupportedOperationException();
    }

    @Override
    @SuppressWarnings("removal")
    public Object lock(int offset) {
        throw new UnsupportedOperationException();
    }

    @Override
    @SuppressWarnings("removal")
    public int waitOn(int offset, int expected, long timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    @SuppressWarnings("removal")
    public int waitOn(int offset, long expected, long timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    @SuppressWarnings("removal")
    public int notify(int offset, int waiters) {
        throw new UnsupportedOperationException();
    }
}
