using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs;

/// <summary>A rule set as it is shown.</summary>
/// <param name="Row">The rule set.</param>
/// <param name="PublishTime">Of its last publication, if it has one.</param>
/// <param name="InForce">The number of the programme's rule set that is in force, if one is.</param>
/// <param name="Now">Alliance time.</param>
internal sealed record ShownRuleSet(RuleSetRow Row, DateTimeOffset? PublishTime, long? InForce, DateTimeOffset Now)
{
    public RuleSetState State => this switch
    {
        { Row.IsDraft: true } => RuleSetState.Draft,
        { PublishTime: { } published } when published <= Now && InForce != Row.Number => RuleSetState.Superseded,
        { PublishTime: not null } => RuleSetState.Published,
        { Row.IsApproved: true } => RuleSetState.Approved,
        _ => RuleSetState.Proposed,
    };

    /// <summary>One that was never published.</summary>
    public static ShownRuleSet Of(RuleSetRow row) => new(row, null, null, default);

    /// <summary>What it says.</summary>
    /// <exception cref="InvalidOperationException">It was read without that.</exception>
    public RuleSetTerms Terms() => RuleSetTerms.Parser.ParseFrom(Content.Terms);

    /// <summary>As commands answer it: without its rules, which the caller has.</summary>
    public RuleSet ToMessage()
    {
        var message = ToListed();
        if (!Row.IsDraft)
            message.Report = GuardReport.Parser.ParseFrom(Content.Report);
        return message;
    }

    /// <summary>With its rules.</summary>
    public RuleSet ToWhole()
    {
        var message = ToMessage();
        message.Terms = Terms();
        return message;
    }

    /// <summary>As lists show it: with what is in its row alone.</summary>
    public RuleSet ToListed() => new()
    {
        Name = Row.Name.ToString(),
        State = State,
        Digest = ByteString.CopyFrom(Row.Digest),
        Revision = Row.Revision,
        Proposer = Row.Proposer,
        CreateTime = Row.CreateTime.ToTimestamp(),
        Approver = Row.Approver,
        Reason = Row.Reason,
        Report = Row.IsDraft ? null : new GuardReport { GiveAwayBasisPoints = Row.GiveAwayBasisPoints },
        PublishTime = PublishTime?.ToTimestamp(),
    };

    private RuleSetContentRow Content =>
        Row.Content ?? throw new InvalidOperationException($"{Row.Name} was read without its content.");
}
