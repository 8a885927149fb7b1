package io.emcee.script;

/** The one partition that a statement takes from its table, so that an effect which was never recorded can be looked for. */
public record DetachAction(ObjectName table, ObjectName partition) {}
