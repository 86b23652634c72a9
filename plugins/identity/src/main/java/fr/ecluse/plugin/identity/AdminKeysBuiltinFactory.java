package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Builtin;
import fr.ecluse.spi.BuiltinContext;
import fr.ecluse.spi.BuiltinFactory;

/** Makes the {@code admin-keys} builtin, {@code /admin/keys}. */
public final class AdminKeysBuiltinFactory implements BuiltinFactory<NoOptions> {

    @Override
    public String name() {
        return "admin-keys";
    }

    @Override
    public Class<NoOptions> configType() {
        return NoOptions.class;
    }

    @Override
    public Builtin create(NoOptions config, BuiltinContext context) {
        return new AllKeys(KeyStore.of(context), context.clock());
    }
}
