package fr.ecluse.plugin.access.wasm;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportMemory;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import java.util.Collections;
import java.util.List;

/** What OPA's modules ask of who runs them: a memory, a way to give up, and built-in functions, of which there are none. */
final class Imports {

    private static final String MODULE = "env";
    private static final int MOST_ARGUMENTS = 4;
    /** Which built-in function, and the context. */
    private static final int OTHER_PARAMETERS = 2;

    private Imports() {}

    static ImportValues with(LinearMemory memory) {
        ImportValues.Builder imports = ImportValues.builder()
                .addMemory(new ImportMemory(MODULE, "memory", memory))
                .addFunction(abort());
        for (int arguments = 0; arguments <= MOST_ARGUMENTS; arguments++) {
            imports.addFunction(builtin(arguments));
        }
        return imports.build();
    }

    private static HostFunction abort() {
        return new HostFunction(
                MODULE, "opa_abort", FunctionType.of(List.of(ValType.I32), List.of()), (instance, arguments) -> {
                    throw new RulesAbortedException(
                            instance.imports().memory(0).memory().readCString((int) arguments[0]));
                });
    }

    private static HostFunction builtin(int arguments) {
        return new HostFunction(
                MODULE,
                "opa_builtin" + arguments,
                FunctionType.of(Collections.nCopies(arguments + OTHER_PARAMETERS, ValType.I32), List.of(ValType.I32)),
                (_, _) -> {
                    throw new RulesAbortedException("a built-in function is missing");
                });
    }
}
