package io.emcee;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One PostgreSQL server for all tests of this JVM, and a fresh database for every test that asks for one by a parameter
 * of type {@link TestDatabase}. A database lives as long as the test, or the class when {@code @BeforeAll} asked for it.
 *
 * <p>{@code -Dpostgres=embedded} (the default) or {@code docker}, with {@code -Dpostgres.image}; without a container
 * engine the tests of the latter are skipped and say so. Tests run one after the other.
 */
public final class Postgres
        implements ExecutionCondition,
                BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(Postgres.class);
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Map<String, TestDatabase> TEMPLATES = new HashMap<>();

    private static Optional<TestServer> server = Optional.empty();
    private static volatile ExtensionContext current;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return TestServer.unavailable()
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("a server can be started"));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        current = context;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        current = context;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        current = context.getParent().orElse(null);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        current = context.getParent().orElse(null);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestDatabase.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return create(context, Optional.empty());
    }

    /**
     * A database that {@code build} fills once for all tests of this JVM, to be cloned by {@link TestDatabase#from}; it
     * may start from another template. PostgreSQL clones no database that has sessions, so {@code build} closes its own.
     */
    public static synchronized TestDatabase template(String name, Consumer<TestDatabase> build) {
        if (!TEMPLATES.containsKey(name)) {
            TestDatabase template = new TestDatabase(server(), "template_" + NUMBER.incrementAndGet());
            template.create(Optional.empty());
            build.accept(template);
            TEMPLATES.put(name, template);
        }
        return TEMPLATES.get(name);
    }

    /** A new database for the running test, dropped after it. */
    static TestDatabase create(Optional<TestDatabase> template) {
        return create(current(), template);
    }

    private static TestDatabase create(ExtensionContext context, Optional<TestDatabase> template) {
        TestDatabase database = new TestDatabase(server(), "test_" + NUMBER.incrementAndGet());
        database.create(template);
        AutoCloseable drop = database::drop;
        context.getStore(NAMESPACE).put(database.name(), drop);
        return database;
    }

    /** Lives as long as the JVM: with several of them, each runs class after class, and would start a server for each. */
    private static synchronized TestServer server() {
        if (server.isEmpty()) {
            TestServer started = TestServer.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(started)));
            server = Optional.of(started);
        }
        return server.get();
    }

    private static void close(TestServer started) {
        try {
            started.close();
        } catch (IOException | SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static ExtensionContext current() {
        if (current == null) {
            throw new IllegalStateException(
                    "No test is running under this extension; add @ExtendWith(Postgres.class) to the class");
        }
        return current;
    }
}
