package fr.ecluse.plugin.access.wasm;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import java.util.function.Function;

/**
 * Rules as Java byte code. It is made once, which takes a second, and all instances share it, so that the JVM gets to know
 * it once. Thread-safe.
 */
public final class OpaModule {

    private final WasmModule module;
    private final Function<Instance, Machine> code;

    private OpaModule(WasmModule module, Function<Instance, Machine> code) {
        this.module = module;
        this.code = code;
    }

    /**
     * Compiles rules.
     *
     * @param wasm as OPA's compiler wrote it
     * @throws RuntimeException if it is no Wasm
     */
    public static OpaModule compile(byte[] wasm) {
        WasmModule module = Parser.parse(wasm);
        return new OpaModule(module, MachineFactoryCompiler.compile(module));
    }

    /**
     * Makes an instance.
     *
     * @param data the data documents, as one JSON object in UTF-8
     * @throws RuntimeException if the Wasm is none that OPA made, needs a built-in function that it has not itself, or
     *     cannot read the data
     */
    public OpaInstance instance(byte[] data) {
        LinearMemory memory = LinearMemory.of(module);
        Instance instance = Instance.builder(module)
                .withImportValues(Imports.with(memory))
                .withMachineFactory(code)
                .build();
        return new OpaInstance(instance, memory, data);
    }
}
