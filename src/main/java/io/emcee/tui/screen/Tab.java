package io.emcee.tui.screen;

import java.util.List;

/** The screens, in the order in which they stand at the top. */
enum Tab {
    OVERVIEW("Overview", Action.OVERVIEW),
    GRAPH("Graph", Action.GRAPH),
    UPGRADE("Upgrade", Action.UPGRADE),
    TABLES("Tables", Action.TABLES),
    SESSIONS("Sessions", Action.SESSIONS),
    JOURNAL("Journal", Action.JOURNAL),
    PURGE("Purge", Action.PURGES);

    private final String title;
    private final Action action;

    Tab(String title, Action action) {
        this.title = title;
        this.action = action;
    }

    String title() {
        return title;
    }

    Action action() {
        return action;
    }

    /** So many screens further, around the end. */
    Tab plus(int places) {
        List<Tab> all = List.of(values());
        return all.get(Math.floorMod(all.indexOf(this) + places, all.size()));
    }
}
