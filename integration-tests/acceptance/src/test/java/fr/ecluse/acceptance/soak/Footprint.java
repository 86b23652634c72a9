package fr.ecluse.acceptance.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.PlatformManagedObject;
import java.lang.management.ThreadMXBean;
import javax.management.MBeanServerConnection;

/**
 * What a JVM holds while nobody calls it.
 *
 * @param heap bytes of live objects
 * @param direct bytes of the JDK's direct buffers; Netty's own are not among them
 * @param threads platform threads
 * @param files open files and connections
 */
record Footprint(long heap, long direct, int threads, long files) {

    /** Looks at a JVM after it has collected garbage: twice, for what cleaners and weak references let go at last. */
    static Footprint of(MBeanServerConnection jvm) throws IOException {
        MemoryMXBean memory = bean(jvm, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        memory.gc();
        memory.gc();
        return new Footprint(
                memory.getHeapMemoryUsage().getUsed(),
                bean(jvm, "java.nio:type=BufferPool,name=direct", BufferPoolMXBean.class)
                        .getMemoryUsed(),
                bean(jvm, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class)
                        .getThreadCount(),
                bean(jvm, ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, UnixOperatingSystemMXBean.class)
                        .getOpenFileDescriptorCount());
    }

    private static <T extends PlatformManagedObject> T bean(MBeanServerConnection jvm, String name, Class<T> type)
            throws IOException {
        return ManagementFactory.newPlatformMXBeanProxy(jvm, name, type);
    }
}
