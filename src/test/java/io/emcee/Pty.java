package io.emcee;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.impl.jni.JniNativePty;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.junit.jupiter.api.Assumptions;

/**
 * A process on a terminal of its own, with what it shows. Where no such terminal can be made, the test is skipped and
 * says why.
 */
public final class Pty implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final JniNativePty pty;
    private final Process process;
    private final VtScreen screen;
    private final StringBuilder output = new StringBuilder();
    private final List<String> chunks = new ArrayList<>();
    private final Thread reader = new Thread(this::read, "pty");
    private volatile boolean hungUp;

    private Pty(JniNativePty pty, Process process, VtScreen screen) {
        this.pty = pty;
        this.process = process;
        this.screen = screen;
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a command as the leader of a session whose terminal is new; the environment is added to this one. */
    public static Pty start(List<String> command, Map<String, String> environment, int columns, int rows) {
        try {
            JniNativePty pty = (JniNativePty) new JniTerminalProvider().open(cooked(), new Size(columns, rows));
            // A session leader's first terminal becomes its controlling one.
            List<String> session = new ArrayList<>(List.of(
                    "setsid", "sh", "-c", "exec \"$@\" <" + pty.getName() + " >" + pty.getName() + " 2>&1", "sh"));
            session.addAll(command);
            ProcessBuilder builder = new ProcessBuilder(session);
            builder.environment().putAll(Map.of("TERM", "xterm-256color", "LC_ALL", "C.UTF-8"));
            builder.environment().putAll(environment);
            return new Pty(pty, builder.start(), new VtScreen(columns, rows, true));
        } catch (IOException | LinkageError e) {
            System.out.println("skipped, no terminal could be made: " + e);
            return Assumptions.abort("no terminal could be made: " + e);
        }
    }

    /** The command that runs a main class of the tests. */
    public static List<String> java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** As a shell finds a terminal. */
    private static Attributes cooked() {
        Attributes cooked = new Attributes();
        cooked.setInputFlag(Attributes.InputFlag.ICRNL, true);
        cooked.setOutputFlags(java.util.EnumSet.of(Attributes.OutputFlag.OPOST, Attributes.OutputFlag.ONLCR));
        cooked.setControlFlags(java.util.EnumSet.of(Attributes.ControlFlag.CREAD, Attributes.ControlFlag.CS8));
        cooked.setLocalFlags(java.util.EnumSet.of(
                Attributes.LocalFlag.ICANON,
                Attributes.LocalFlag.ECHO,
                Attributes.LocalFlag.ISIG,
                Attributes.LocalFlag.IEXTEN));
        cooked.setControlChar(Attributes.ControlChar.VINTR, 3);
        cooked.setControlChar(Attributes.ControlChar.VSUSP, 26);
        cooked.setControlChar(Attributes.ControlChar.VEOF, 4);
        cooked.setControlChar(Attributes.ControlChar.VERASE, 127);
        cooked.setControlChar(Attributes.ControlChar.VMIN, 1);
        return cooked;
    }

    private void read() {
        byte[] buffer = new byte[1 << 16];
        byte[] rest = new byte[0];
        try (InputStream input = pty.getMasterInput()) {
            for (int length = read(input, buffer); length >= 0; length = read(input, buffer)) {
                byte[] bytes = new byte[rest.length + length];
                System.arraycopy(rest, 0, bytes, 0, rest.length);
                System.arraycopy(buffer, 0, bytes, rest.length, length);
                int whole = whole(bytes);
                rest = java.util.Arrays.copyOfRange(bytes, whole, bytes.length);
                take(new String(bytes, 0, whole, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // The terminal was closed.
        }
    }

    /** Never waits inside a read: that would keep a closed terminal open. */
    private int read(InputStream input, byte[] buffer) throws IOException {
        while (!hungUp && input.available() == 0) {
            LockSupport.parkNanos(500_000);
        }
        return hungUp ? -1 : input.read(buffer);
    }

    /** How many bytes are whole characters. */
    private static int whole(byte[] bytes) {
        int last = bytes.length - 1;
        while (last >= 0 && (bytes[last] & 0xC0) == 0x80) {
            last--;
        }
        if (last < 0) {
            return 0;
        }
        int lead = bytes[last] & 0xFF;
        int needed = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        return bytes.length - last >= needed ? bytes.length : last;
    }

    private synchronized void take(String text) {
        output.append(text);
        chunks.add(text);
        screen.accept(text);
        notifyAll();
    }

    /** Types. */
    public Pty send(String text) {
        try {
            OutputStream keyboard = pty.getMasterOutput();
            keyboard.write(text.getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** What is on the screen now, without trailing blanks. */
    public synchronized String text() {
        return screen.text();
    }

    /** Whether a private mode such as {@code 1049} is on now. */
    public synchronized boolean isOn(String mode) {
        return screen.isOn(mode);
    }

    /** Everything the process has written, sequences and all. */
    public synchronized String output() {
        return output.toString();
    }

    /** The same, one text for each read; starts anew after each call. */
    public synchronized List<String> takeChunks() {
        List<String> taken = List.copyOf(chunks);
        chunks.clear();
        return taken;
    }

    /** Waits until the screen shows a text. */
    public Pty shows(String text) {
        return await("the screen shows \"" + text + "\"", pty -> pty.text().contains(text));
    }

    /**
     * Waits until something is so.
     *
     * @throws AssertionError with the screen, if it is not within twenty seconds
     */
    public Pty await(String what, Predicate<Pty> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        synchronized (this) {
            while (!wanted.test(this)) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("waited in vain until " + what + "; the screen is\n" + text());
                }
                pause();
            }
        }
        return this;
    }

    private void pause() {
        try {
            wait(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Gives the terminal another size; the process is told by the kernel. */
    public synchronized Pty resize(int columns, int rows) {
        try {
            screen.resize(columns, rows);
            pty.setSize(new Size(columns, rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Sends the process a signal by its name, such as {@code TERM}. */
    public Pty kill(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return this;
    }

    /** Takes the terminal away, as a lost connection does. */
    public void hangUp() {
        try {
            if (!hungUp) {
                hungUp = true;
                reader.join();
                pty.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether typed characters are echoed, as a shell wants it. */
    public boolean echoes() {
        try {
            Attributes attributes = pty.getAttr();
            return attributes.getLocalFlag(Attributes.LocalFlag.ECHO)
                    && attributes.getLocalFlag(Attributes.LocalFlag.ICANON)
                    && attributes.getLocalFlag(Attributes.LocalFlag.ISIG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end of the process and answers with its exit code; what it wrote is on the screen. */
    public int exit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the process does not end; the screen is\n" + text());
            }
            // What was written last is on its way through the kernel.
            TimeUnit.MILLISECONDS.sleep(50);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        hangUp();
    }
}
