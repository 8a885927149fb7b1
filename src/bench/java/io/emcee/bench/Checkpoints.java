package io.emcee.bench;

import io.emcee.engine.Access;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Takes the time of the statements that keep a checkpoint. */
record Checkpoints(Access access, AtomicLong nanos) implements Access {
    static Checkpoints of(Access access) {
        return new Checkpoints(access, new AtomicLong());
    }

    @Override
    public Connection reader(String purpose) {
        return access.reader(purpose);
    }

    @Override
    public Connection writer(String purpose) {
        Connection connection = access.writer(purpose);
        return wrapped(Connection.class, connection, (name, argument, call) -> {
            Object result = call.get();
            boolean ours = name.equals("prepareStatement") && String.valueOf(argument).contains("emcee.checkpoint");
            return ours ? timed((PreparedStatement) result) : result;
        });
    }

    private PreparedStatement timed(PreparedStatement statement) {
        return wrapped(PreparedStatement.class, statement, (name, argument, call) -> {
            long begin = System.nanoTime();
            Object result = call.get();
            if (name.startsWith("execute")) {
                nanos.addAndGet(System.nanoTime() - begin);
            }
            return result;
        });
    }

    private interface Around {
        Object call(String name, Object argument, Supplier<Object> call);
    }

    private static <T> T wrapped(Class<T> type, T inner, Around around) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> {
                    try {
                        return around.call(method.getName(), arguments == null ? null : arguments[0], () -> {
                            try {
                                return method.invoke(inner, arguments);
                            } catch (InvocationTargetException | IllegalAccessException failed) {
                                throw new IllegalStateException(failed.getCause());
                            }
                        });
                    } catch (IllegalStateException failed) {
                        throw failed.getCause();
                    }
                }));
    }

    @Override
    public Pool pool(String purpose, int size) {
        return access.pool(purpose, size);
    }

    @Override
    public String database() {
        return access.database();
    }
}
