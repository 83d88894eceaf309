using Fluid.Ast;
using Fluid.Parser;

namespace Federation.Messages;

/// <summary>Checks before a template is good that it uses the fields of its kind and nothing else, and ends. Pure.
/// </summary>
internal sealed class TemplateCheck
{
    private const int MostDepth = 8;
    private const int MostLoops = 2;

    private static readonly HashSet<string> Filters = new(StringComparer.Ordinal)
    {
        "default", "upcase", "downcase", "capitalize", "strip", "size",
    };

    private static readonly Dictionary<string, string> NoItems = [];
    private readonly TemplateFields fields;
    private readonly string part;
    private readonly List<(string Part, string Problem)> problems;

    private TemplateCheck(TemplateFields fields, string part, List<(string Part, string Problem)> problems) =>
        (this.fields, this.part, this.problems) = (fields, part, problems);

    /// <summary>What is wrong with a template: the part, and what.</summary>
    public static IReadOnlyList<(string Part, string Problem)> Problems(ParsedTemplate template, TemplateFields fields)
    {
        var problems = template.Problems.ToList();
        foreach (var (part, read) in new[] { ("subject", template.Subject), ("text", template.Text) })
            if (read is FluidTemplate { Statements: var statements })
                new TemplateCheck(fields, part, problems).Check(statements, NoItems, 0);
            else if (read is not null)
                problems.Add((part, "must be a Liquid template"));
        if (problems.Count == 0)
            Try(template, fields, problems);
        return [.. problems.Distinct()];
    }

    /// <summary>With the longest lists that there can be.</summary>
    private static void Try(ParsedTemplate template, TemplateFields fields, List<(string, string)> problems)
    {
        try
        {
            if (template.Write(fields.Sample).Subject.Length == 0)
                problems.Add(("subject", "must not be empty"));
        }
        catch (InvalidOperationException)
        {
            problems.Add(("text", "takes too many steps"));
        }
    }

    private void Check(
        IReadOnlyList<Statement> statements, IReadOnlyDictionary<string, string> items, int depth)
    {
        if (depth > MostDepth)
        {
            Refuse($"must not be nested more than {MostDepth} deep");
            return;
        }
        foreach (var statement in statements)
            Check(statement, items, depth);
    }

    private void Check(Statement statement, IReadOnlyDictionary<string, string> items, int depth)
    {
        switch (statement)
        {
            case TextSpanStatement or CommentStatement or RawStatement or NoOpStatement:
                break;
            case OutputStatement output:
                Check(output.Expression, items, isCondition: false);
                break;
            case IfStatement condition:
                Check(condition.Condition, items, isCondition: true);
                Check(condition.Statements, items, depth + 1);
                foreach (var other in condition.ElseIfs)
                {
                    Check(other.Condition, items, isCondition: true);
                    Check(other.Statements, items, depth + 1);
                }
                Check(condition.Else?.Statements ?? [], items, depth + 1);
                break;
            case UnlessStatement condition:
                Check(condition.Condition, items, isCondition: true);
                Check(condition.Statements, items, depth + 1);
                Check(condition.Else?.Statements ?? [], items, depth + 1);
                break;
            case ForStatement loop:
                CheckLoop(loop, items, depth);
                break;
            default:
                Refuse($"must not use {NameOf(statement)}; if, unless and for are known");
                break;
        }
    }

    private void CheckLoop(ForStatement loop, IReadOnlyDictionary<string, string> items, int depth)
    {
        if (loop.Range is not null || SingleName(loop.Source) is not { } list || !fields.Lists.ContainsKey(list))
        {
            Refuse(fields.Lists.Count == 0
                ? "has no list to loop over"
                : $"must loop over a list: {string.Join(", ", fields.Lists.Keys)}");
            return;
        }
        if (loop.Limit is not (null or LiteralExpression) || loop.Offset is not (null or LiteralExpression))
            Refuse("must give limit and offset as numbers");
        if (items.Count >= MostLoops)
        {
            Refuse($"must not have more than {MostLoops} loops in each other");
            return;
        }
        var inside = items.Append(KeyValuePair.Create(loop.Identifier, list))
            .GroupBy(i => i.Key, StringComparer.Ordinal)
            .ToDictionary(i => i.Key, i => i.Last().Value, StringComparer.Ordinal);
        Check(loop.Statements, inside, depth + 1);
        Check(loop.Else?.Statements ?? [], items, depth + 1);
    }

    private void Check(Expression expression, IReadOnlyDictionary<string, string> items, bool isCondition)
    {
        switch (expression)
        {
            case LiteralExpression:
                break;
            case MemberExpression member:
                CheckField(member, items);
                break;
            case FilterExpression filter:
                if (!Filters.Contains(filter.Name))
                    Refuse($"must not use the filter {filter.Name}; known: {string.Join(", ", Filters.Order())}");
                Check(filter.Input, items, isCondition);
                foreach (var parameter in filter.Parameters)
                    Check(parameter.Expression, items, isCondition);
                break;
            case BinaryExpression both when isCondition:
                Check(both.Left, items, isCondition);
                Check(both.Right, items, isCondition);
                break;
            default:
                Refuse($"must not use {NameOf(expression)}");
                break;
        }
    }

    private void CheckField(MemberExpression member, IReadOnlyDictionary<string, string> items)
    {
        var names = member.Segments.Select(s => (s as IdentifierSegment)?.Identifier).ToList();
        var isKnown = names switch
        {
            [{ } text] => fields.Texts.Contains(text) || fields.Lists.ContainsKey(text),
            [{ } item, { } text] => (items.TryGetValue(item, out var list) && fields.Lists[list].Contains(text))
                || (item == "forloop" && items.Count > 0 && text is "index" or "first" or "last"),
            _ => false,
        };
        if (!isKnown)
            Refuse($"uses the unknown field '{string.Join('.', names.Select(n => n ?? "?"))}'; "
                + $"known: {string.Join(", ", fields.Shown.Select(f => f.Name))}");
    }

    private static string? SingleName(Expression? source) =>
        source is MemberExpression { Segments: [IdentifierSegment { Identifier: var name }] } ? name : null;

    private static string NameOf(object node) =>
        node.GetType().Name.Replace("Statement", "", StringComparison.Ordinal)
            .Replace("Expression", "", StringComparison.Ordinal).ToLowerInvariant();

    private void Refuse(string problem) => problems.Add((part, problem));
}
