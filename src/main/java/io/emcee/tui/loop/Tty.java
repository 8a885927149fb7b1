package io.emcee.tui.loop;

import com.googlecode.lanterna.TerminalSize;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalExt;
import org.jline.utils.InfoCmp;
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
        learn(type);
        Terminal terminal = build();
        Size size = terminal.getSize();
        if (size.getColumns() <= 0 || size.getRows() <= 0) {
            throw closed(terminal, "the terminal says that its size is 0x0 (set it with stty rows 24 columns 80)");
        }
        return new Tty(terminal, settings);
    }

    /** JLine has the usual kinds of terminal by heart; of others it asks a process, infocmp. */
    private static void learn(String type) {
        String known = InfoCmp.getDefaultInfoCmp(type);
        if (known != null) {
            InfoCmp.setLoadedInfoCmp(type, known);
        }
    }

    /**
     * Loads what {@link #open} needs where there is no terminal to open, for the launcher's class-data archive: what
     * only the terminal of a process has by name, all else by making a pseudo-terminal.
     */
    public static void warmUp() {
        JLINE.setLevel(Level.OFF);
        System.setProperty(TerminalBuilder.PROP_NON_BLOCKING_READS, "false");
        learn("xterm-256color");
        for (String name : List.of(
                "org.jline.terminal.impl.PosixSysTerminal",
                "org.jline.terminal.impl.NativeSignalHandler",
                "org.jline.utils.NonBlockingPumpInputStream",
                "org.jline.utils.NonBlockingReaderImpl")) {
            try {
                Class.forName(name);
            } catch (ClassNotFoundException | LinkageError notHere) {
                // Another platform has others; the archive is then a little smaller.
            }
        }
        try (Tty tty = new Tty(pseudo(), Settings.standard())) {
            tty.encoder();
            tty.listen(() -> {}, () -> {}).run();
        } catch (IOException | IllegalStateException | LinkageError noneCanBeMade) {
            // Likewise.
        }
    }

    private static Terminal pseudo() throws IOException {
        return TerminalBuilder.builder()
                .system(false)
                .streams(InputStream.nullInputStream(), OutputStream.nullOutputStream())
                .provider("jni")
                .type("xterm-256color")
                .build();
    }

    private static Terminal build() {
        // A warning of JLine would be written over the screen.
        JLINE.setLevel(Level.OFF);
        // Reads that wait exactly as long as asked, instead of tenths of a second; no questions to the terminal.
        System.setProperty(TerminalBuilder.PROP_NON_BLOCKING_READS, "false");
        System.setProperty("org.jline.terminal.graphemeCluster", "false");
        try {
            return checked(build("jni"));
        } catch (IOException | IllegalStateException e) {
            return buildWithoutLibrary();
        }
    }

    /** By running stty, where JLine's library cannot be loaded. Asked last: it starts processes to learn anything. */
    private static Terminal buildWithoutLibrary() {
        try {
            return checked(build("exec"));
        } catch (IOException | IllegalStateException e) {
            throw new NoTerminalException("input and output are not both a terminal");
        }
    }

    private static Terminal build(String provider) throws IOException {
        return TerminalBuilder.builder()
                .system(true)
                .systemOutput(TerminalBuilder.SystemOutput.SysOut)
                .provider(provider)
                .encoding(localeCharset())
                .dumb(false)
                .nativeSignals(true)
                .signalHandler(Terminal.SignalHandler.SIG_DFL)
                .build();
    }

    /** That of the locale ({@code LC_ALL}, {@code LC_CTYPE}, {@code LANG}); JLine would take UTF-8 whatever it says. */
    private static Charset localeCharset() {
        String name = System.getProperty("native.encoding", "");
        return !name.isEmpty() && Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }

    private static Terminal checked(Terminal terminal) {
        boolean both = terminal instanceof TerminalExt system
                && system.getProvider().isSystemStream(SystemStream.Input)
                && system.getProvider().isSystemStream(SystemStream.Output);
        if (!both) {
            throw closed(terminal, "input and output are not both a terminal");
        }
        return terminal;
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
