namespace Federation.Rules;

/// <summary>What came of recomputing a decision.</summary>
public enum Verification
{
    /// <summary>The record has the digest, and its result follows from it.</summary>
    Same,

    /// <summary>The record has another digest: it was changed.</summary>
    Changed,

    /// <summary>The record has the digest, but another result follows from it: the decision was wrong.</summary>
    Different,

    /// <summary>Another result follows, but by other time zone data than the rule set names: use a version of this
    /// program that has those.</summary>
    OtherTimeZones,
}
