package io.emcee.tui.loop;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Map;
import org.jline.terminal.impl.PosixSysTerminal;
import org.jline.terminal.spi.Pty;
import org.jline.utils.InfoCmp.Capability;

/**
 * JLine's terminal of a process. Of a usual kind of terminal it knows by heart the little that is asked for here; JLine
 * itself would read the names of all capabilities and a whole description first, a tenth of a start, and of many kinds
 * asks a process, infocmp.
 */
final class UsualTerminal extends PosixSysTerminal {
    /** By the names of terminfo; the values are those of ncurses. */
    static final Map<String, Description> KINDS = Map.of(
            "xterm", new Description(8, true),
            "xterm-256color", new Description(256, true),
            "rxvt-unicode-256color", new Description(256, true),
            "linux", new Description(8, true),
            "screen", new Description(8, false),
            "screen-256color", new Description(256, false),
            "tmux", new Description(8, false),
            "tmux-256color", new Description(256, false));

    /**
     * What is asked of a terminal's description.
     *
     * @param erasesInColour whether what is erased takes the colour of the background
     */
    record Description(int colours, boolean erasesInColour) {}

    UsualTerminal(String type, Pty pty, Charset charset) throws IOException {
        super("emcee", type, pty, charset, charset, charset, true, SignalHandler.SIG_DFL);
    }

    /** Called while the terminal is made, before any field of this class is there. */
    @Override
    protected void parseInfoCmp() {
        Description known = KINDS.get(getType());
        if (known == null) {
            super.parseInfoCmp();
            return;
        }
        ints.put(Capability.max_colors, known.colours());
        if (known.erasesInColour()) {
            bools.add(Capability.back_color_erase);
        }
    }
}
