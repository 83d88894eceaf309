using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs;

/// <summary>What requests about programmes must look like. Pure.</summary>
internal static class ProgramForm
{
    /// <summary>The largest rule set, in bytes.</summary>
    public const int MaxTermsBytes = 2 << 20;

    private const int MaxTitle = 200;

    // They travel in a call's trailers, which clients bound.
    private const int MaxFindings = 20;

    public static ProgramId Program(this Form form, string name, string field)
    {
        form.Check(ProgramId.TryParse(name, out var program), field, "must be partners/{p}/programs/{id}");
        return program;
    }

    public static RuleSetId RuleSet(this Form form, string name, string field)
    {
        form.Check(
            RuleSetId.TryParse(name, out var ruleSet), field, "must be partners/{p}/programs/{id}/ruleSets/{n}");
        return ruleSet;
    }

    /// <summary>The programme of the calling brand, of the brand that a module calls for, or of one whose customer the
    /// calling member has shown to be.
    /// Another brand's is, to a brand, as if it did not exist.</summary>
    /// <exception cref="RefusalException">PROGRAM_NOT_FOUND, BRAND_NOT_PROVEN, or the caller is neither.</exception>
    public static ProgramId OwnProgram(this Form form, Caller caller, string name)
    {
        var program = form.Program(name, "program");
        if (caller.Member is not null)
        {
            form.Done();
            caller.RequireProven(program.PartnerId, name);
            return program;
        }
        // Of a module's call the principal alone says for whom it is.
        var partner = caller.Module is not null && caller.Principal.Partner is { } brand
            ? brand.Value
            : caller.RequirePartner();
        return form.Problem() is null && program.PartnerId != partner
            ? throw new RefusalException(Refusal.NotFound(ErrorReason.ProgramNotFound, name))
            : program;
    }

    /// <summary>A rule set of a programme, or the one of it that is in force.</summary>
    public static (ProgramId Program, RuleSetId? RuleSet) RuleSetOrInForce(
        this Form form, string name, string field)
    {
        if (!ResourceNames.TryRuleSet(name, out var program, out var number) || number != ResourceNames.InForce)
            return form.RuleSet(name, field) is var ruleSet ? (ruleSet.Program, ruleSet) : default;
        return (form.Program(program, field), null);
    }

    /// <summary>The period whose orders are replayed.</summary>
    public static (DateTimeOffset From, DateTimeOffset To) Period(
        this Form form, Timestamp? fromTime, Timestamp? toTime, TimeSpan longest)
    {
        form.Check(fromTime is not null, "from_time", "is required");
        form.Check(toTime is not null, "to_time", "is required");
        var (from, to) = (form.Moment(fromTime, "from_time"), form.Moment(toTime, "to_time"));
        form.Check(!(to <= from), "to_time", "must be after from_time");
        form.Check(!(to - from > longest), "to_time", $"must be at most {longest.TotalDays} days after from_time");
        return (from ?? default, to ?? default);
    }

    /// <summary>A title in one language at least.</summary>
    public static void Title(this Form form, LocalizedText? title, string field)
    {
        form.Check(title is { En.Length: > 0 } or { ZhCn.Length: > 0 }, field, "is required, in one language at least");
        form.Text(title?.En ?? "", field + ".en", 0, MaxTitle);
        form.Text(title?.ZhCn ?? "", field + ".zh_cn", 0, MaxTitle);
    }

    /// <summary>A reason why something is meant: up to 500 characters, or nothing.</summary>
    public static void Reason(this Form form, string reason) => form.Text(reason, "reason", 0, 500);

    /// <summary>What a rule set says: not too large.</summary>
    public static void TermsSize(this Form form, RuleSetTerms? terms) =>
        form.Check(terms is null || terms.CalculateSize() <= MaxTermsBytes, "terms", "must be at most 2 MiB");

    /// <summary>What a draft says: each field is there and in its range.</summary>
    /// <param name="form">Collects the problems.</param>
    /// <param name="terms">What it says.</param>
    /// <param name="money">The alliance's settlement money.</param>
    public static void Terms(this Form form, RuleSetTerms? terms, SettlementMoney money)
    {
        form.Check(terms is not null, "terms", "is required");
        form.TermsSize(terms);
        if (terms is null || form.Problem() is not null)
            return;
        var fields = TermsGuard.Check(terms, [], money).Findings
            .Where(f => f is { Error: true, Kind: GuardFindingKind.Field }).ToList();
        foreach (var finding in fields.Take(MaxFindings))
            form.Check(false, $"terms.{finding.Path}", finding.Words.En.TrimEnd('.'));
        form.Check(fields.Count <= MaxFindings, "terms", $"has {fields.Count} such problems; CheckRuleSet lists all");
    }
}
