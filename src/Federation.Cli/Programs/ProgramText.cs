using System.CommandLine;

namespace Federation.Cli;

/// <summary>Names of programmes and rule sets as people type them: whole, or only their ids.</summary>
internal static class ProgramText
{
    /// <summary>A programme: <c>aster/main</c>, or its whole name.</summary>
    public static ProgramId Program(string text) =>
        ProgramId.TryParse(text, out var name) || (text.Split('/') is [var brand, var id]
            && ProgramId.TryParse(ResourceNames.Program(brand, id), out name))
            ? name
            : throw new BadInputException(
                $"'{text}' is not of the form BRAND/ID, for instance aster/main, or partners/{{p}}/programs/{{id}}.");

    /// <summary>A rule set: <c>aster/main/3</c>, or its whole name.</summary>
    public static RuleSetId RuleSet(string text) => TryRuleSet(text, out var name)
        ? name
        : throw new BadInputException($"'{text}' is not of the form BRAND/ID/NUMBER, for instance aster/main/3.");

    /// <summary>The name of a rule set, or of the one in force: <c>aster/main/-</c>.</summary>
    public static string RuleSetOrInForce(string text)
    {
        var at = text.LastIndexOf('/');
        if (at < 0 || text[(at + 1)..] != ResourceNames.InForce)
            return RuleSet(text).ToString();
        var program = ResourceNames.TryRuleSet(text, out var whole, out _) ? whole : text[..at];
        return ResourceNames.RuleSet(Program(program).ToString(), ResourceNames.InForce);
    }

    public static bool TryRuleSet(string text, out RuleSetId name) =>
        RuleSetId.TryParse(text, out name) || (text.Split('/') is [var brand, var id, var number]
            && RuleSetId.TryParse(ResourceNames.RuleSet(ResourceNames.Program(brand, id), number), out name));

    /// <summary>A correction: <c>aster/main/1</c>, or its whole name.</summary>
    public static CorrectionId Correction(string text) =>
        CorrectionId.TryParse(text, out var name) || (text.Split('/') is [var brand, var id, var number]
            && CorrectionId.TryParse(ResourceNames.Correction(ResourceNames.Program(brand, id), number), out name))
            ? name
            : throw new BadInputException($"'{text}' is not of the form BRAND/ID/NUMBER, for instance aster/main/1.");

    /// <summary>The name of a decision's record: <c>aster/main/{digest}</c>, or its whole name.</summary>
    public static string Evaluation(string text)
    {
        if (!ResourceNames.TryEvaluation(text, out var program, out var digest))
            (program, digest) = text.Split('/') is [var brand, var id, var hex]
                ? (ResourceNames.Program(brand, id), hex)
                : ("", "");
        return ProgramId.TryParse(program, out var name) && digest.Length == 64 && digest.All(char.IsAsciiHexDigitLower)
            ? ResourceNames.Evaluation(name.ToString(), Convert.FromHexString(digest))
            : throw new BadInputException(
                $"'{text}' is not of the form BRAND/ID/DIGEST, the digest in 64 hexadecimal digits.");
    }

    public static Argument<string> ProgramArgument() => new("programme")
    {
        Description = "The programme: BRAND/ID, or partners/{p}/programs/{id}.",
    };

    /// <summary>The programme of what is named by itself, an order or a coupon.</summary>
    public static Option<string?> ProgramOption(bool required) => new("--program")
    {
        Description = "The programme: BRAND/ID, or partners/{p}/programs/{id}.",
        HelpName = "BRAND/ID",
        Required = required,
    };

    public static Argument<string> RuleSetArgument(string name = "rule-set") => new(name)
    {
        Description = "The rule set: BRAND/ID/NUMBER, or its whole name.",
    };

    public static Option<string> ProgramOption() => new("--program")
    {
        Description = "The programme: BRAND/ID, or partners/{p}/programs/{id}.",
        HelpName = "PROGRAMME",
        Required = true,
    };

    /// <summary>By default a programme's commands are sent with the credential of its brand.</summary>
    public static Func<ParseResult, string?> BrandOf(Argument<string> name) =>
        parse => BrandOf(parse.GetValue(name));

    /// <inheritdoc cref="BrandOf(Argument{string})"/>
    public static Func<ParseResult, string?> BrandOf<T>(Option<T> program)
        where T : class? =>
        parse => BrandOf(parse.GetValue(program) as string);

    /// <summary>The brand that a name begins with; null where there is no name.</summary>
    public static string? BrandOf(string? name) => name?.Split('/') switch
    {
        ["partners", var brand, ..] => brand,
        [var brand, ..] => brand,
        _ => null,
    };
}
