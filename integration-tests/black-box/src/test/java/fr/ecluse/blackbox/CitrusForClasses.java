package fr.ecluse.blackbox;

import java.lang.reflect.Method;
import org.citrusframework.CitrusInstanceManager;
import org.citrusframework.exceptions.CitrusRuntimeException;
import org.citrusframework.junit.jupiter.CitrusExtensionHelper;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * What {@link org.citrusframework.junit.jupiter.CitrusSupport} lacks, to be named after it: it looks for Citrus before it
 * makes it where one instance of the class has all tests, and says no more than that a test failed where that was an
 * assertion beside the steps.
 */
final class CitrusForClasses implements TestInstancePreConstructCallback, InvocationInterceptor {

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext instance, ExtensionContext context) {
        CitrusExtensionHelper.setCitrus(CitrusInstanceManager.getOrDefault(), context);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceed(test);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceed(test);
    }

    private static void proceed(Invocation<Void> test) throws Throwable {
        try {
            test.proceed();
        } catch (AssertionError e) {
            throw new CitrusRuntimeException(e.getMessage(), e);
        }
    }
}
