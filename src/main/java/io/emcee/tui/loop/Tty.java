package io.emcee.tui.loop;

import com.googlecode.lanterna.TerminalSize;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.Pty;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import org.jline.utils.Signals;

/**
 * The terminal of this process. Between {@link #enter} and {@link #leave} it is full screen and every key arrives as it
 * is; however the process ends (but for {@code kill -9}), it is given back as it was found.
 */
public final class Tty implements AutoCloseable {
    private static final String ENTER = "\033[?1049h\033[?7l\033[?2004h\033[?25l\033[2J\033[H\033[m";
    private static final String MOUSE = "\033[?1000h\033[?1006h";
    private static final String LEAVE =
            "\033[?2026l\033[m\033[?1000l\033[?1006l\033[?2004l\033[r\033[?7h\033[?25h\033[?1049l";

    /** Held: the log manager keeps loggers, and so their levels, only as long as someone else does. */
    private static final Logger JLINE = Logger.getLogger("org.jline");

    private final Terminal terminal;
    private final Settings settings;
    private final Attributes found;
    private final Thread rescue = new Thread(this::rescue, "terminal-rescue");
    private final ReentrantLock writing = new ReentrantLock();
    private boolean full;
    private volatile boolean gone;

    private Tty(Terminal terminal, Settings settings) {
        this.terminal = terminal;
        this.settings = settings;
        this.found = terminal.getAttributes();
        Runtime.getRuntime().addShutdownHook(rescue);
    }

    /**
     * Takes the terminal of this process.
     *
     * @throws NoTerminalException if there is none, or none that shows a full screen
     */
    public static Tty open(Settings settings) {
        String type = System.getenv().getOrDefault("TERM", "");
        if (type.isEmpty() || type.startsWith("dumb")) {
            throw new NoTerminalException("TERM is \"" + type + "\", a terminal without cursor movement");
        }
        Terminal terminal = system(type);
        Size size = terminal.getSize();
        if (size.getColumns() <= 0 || size.getRows() <= 0) {
            throw closed(terminal, "the terminal says that its size is 0x0 (set it with stty rows 24 columns 80)");
        }
        return new Tty(terminal, settings);
    }

    /**
     * A terminal like that of a process, of 80 columns and 24 rows, that nobody sees.
     *
     * @throws NoTerminalException if none can be made here
     */
    public static Tty unseen(Settings settings) {
        prepare();
        try {
            JniTerminalProvider library = new JniTerminalProvider();
            rehearse(library);
            Pty pty = library.open(new Attributes(), new Size(80, 24));
            return new Tty(new UsualTerminal("xterm-256color", pty, StandardCharsets.UTF_8), settings);
        } catch (IOException | LinkageError impossible) {
            throw new NoTerminalException("no terminal can be made here");
        }
    }

    /** Asks what a real terminal is asked, whatever the answer: so the class-data archive has what that takes. */
    private static void rehearse(JniTerminalProvider library) {
        try {
            system(library);
            library.current(SystemStream.Output);
        } catch (IOException none) {
            // As expected where nobody looks.
        }
    }

    private static void prepare() {
        // A warning of JLine would be written over the screen.
        JLINE.setLevel(Level.OFF);
        // Reads that wait exactly as long as asked, instead of tenths of a second.
        System.setProperty(TerminalBuilder.PROP_NON_BLOCKING_READS, "false");
    }

    private static Terminal system(String type) {
        prepare();
        try {
            JniTerminalProvider library = new JniTerminalProvider();
            return system(library)
                    ? new UsualTerminal(type, library.current(SystemStream.Output), localeCharset())
                    : withoutLibrary(type);
        } catch (IOException | LinkageError e) {
            return withoutLibrary(type);
        }
    }

    /** By running stty, where JLine's library cannot be loaded. Asked last: it starts processes to learn anything. */
    private static Terminal withoutLibrary(String type) {
        ExecTerminalProvider processes = new ExecTerminalProvider();
        try {
            if (system(processes)) {
                return new UsualTerminal(type, processes.current(SystemStream.Output), localeCharset());
            }
        } catch (IOException e) {
            // Then it is none either.
        }
        throw new NoTerminalException("input and output are not both a terminal");
    }

    private static boolean system(TerminalProvider provider) {
        return provider.isSystemStream(SystemStream.Input) && provider.isSystemStream(SystemStream.Output);
    }

    /** That of the locale ({@code LC_ALL}, {@code LC_CTYPE}, {@code LANG}); JLine would take UTF-8 whatever it says. */
    private static Charset localeCharset() {
        String name = System.getProperty("native.encoding", "");
        return !name.isEmpty() && Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }

    private static NoTerminalException closed(Terminal terminal, String reason) {
        NoTerminalException refusal = new NoTerminalException(reason);
        try {
            terminal.close();
        } catch (IOException e) {
            refusal.addSuppressed(e);
        }
        return refusal;
    }

    /** At least 1x1. */
    public TerminalSize size() {
        Size size = terminal.getSize();
        return new TerminalSize(Math.max(1, size.getColumns()), Math.max(1, size.getRows()));
    }

    /** How many colours the terminal's description says it shows; 0 if it does not say. */
    public int colours() {
        Integer colours = terminal.getNumericCapability(Capability.max_colors);
        return colours == null ? 0 : colours;
    }

    /** The character encoding of the terminal. */
    public Charset charset() {
        return terminal.encoding();
    }

    FrameEncoder encoder() {
        return new FrameEncoder(terminal.getBooleanCapability(Capability.back_color_erase), charset());
    }

    NonBlockingReader reader() {
        return terminal.reader();
    }

    Settings settings() {
        return settings;
    }

    /**
     * Until the answer is run, tells of the signals that concern the terminal, from threads of their own. A hang-up does
     * not end the process in the meantime.
     */
    Runnable listen(Runnable resized, Runnable hungUp) {
        Terminal.SignalHandler window = terminal.handle(Terminal.Signal.WINCH, signal -> resized.run());
        Object hangUp = Signals.register("HUP", hungUp);
        return () -> {
            terminal.handle(Terminal.Signal.WINCH, window);
            Signals.unregister("HUP", hangUp);
        };
    }

    void enter() {
        terminal.enterRawMode();
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        raw.setInputFlag(Attributes.InputFlag.IXON, false);
        // Without it the kernel hands a frame on as it was written, in one piece.
        raw.setOutputFlag(Attributes.OutputFlag.OPOST, false);
        raw.setControlChar(Attributes.ControlChar.VMIN, 1);
        raw.setControlChar(Attributes.ControlChar.VTIME, 0);
        terminal.setAttributes(raw);
        full = true;
        write(ENTER + (settings.mouse() ? MOUSE : ""));
    }

    void leave() {
        if (full && !gone) {
            write(LEAVE);
            full = false;
            terminal.setAttributes(found);
        }
    }

    /**
     * In one write.
     *
     * @throws UncheckedIOException if the terminal is gone
     */
    void write(String text) {
        writing.lock();
        try {
            if (!gone && !text.isEmpty()) {
                OutputStream output = terminal.output();
                output.write(text.getBytes(charset()));
                output.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writing.unlock();
        }
    }

    /** After this the terminal is never touched again. */
    void gone() {
        gone = true;
    }

    /** Gives the terminal to the shell, with the whole process group, and takes it back when the operator returns. */
    void suspend() throws IOException, InterruptedException {
        leave();
        // TSTP, not STOP: where no shell could ever continue us, the kernel ignores it.
        new ProcessBuilder("/bin/sh", "-c", "kill -TSTP 0").start().waitFor();
        TimeUnit.MILLISECONDS.sleep(50);
        enter();
    }

    /** While the process ends; JLine gives the modes back by a hook of its own. */
    private void rescue() {
        try {
            boolean alone = writing.tryLock(500, TimeUnit.MILLISECONDS);
            if (full && !gone) {
                gone = true;
                try (OutputStream output = new FileOutputStream("/dev/tty")) {
                    output.write(LEAVE.getBytes(StandardCharsets.US_ASCII));
                }
            }
            if (alone) {
                writing.unlock();
            }
        } catch (IOException | InterruptedException e) {
            gone = true;
        }
    }

    @Override
    public void close() {
        if (gone) {
            return;
        }
        leave();
        try {
            Runtime.getRuntime().removeShutdownHook(rescue);
            terminal.close();
        } catch (IOException | IllegalStateException e) {
            gone = true;
        }
    }
}
