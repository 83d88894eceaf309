using Fluid;
using Fluid.Values;

namespace Federation.Messages;

/// <summary>A template that can put fields into words. Whatever is in the fields, it takes a bounded number of
/// steps.</summary>
internal sealed class ParsedTemplate
{
    private const int MaxSteps = 20_000;

    // Of a text that a list made longer than its template.
    private const int MaxWritten = 16_000;

    private static readonly FluidParser Parser = new(new FluidParserOptions { AllowFunctions = false });
    private static readonly TemplateOptions Options = new() { MaxSteps = MaxSteps, MaxRecursion = 16 };

    private ParsedTemplate(IFluidTemplate? subject, IFluidTemplate? text, IReadOnlyList<(string, string)> problems) =>
        (Subject, Text, Problems) = (subject, text, problems);

    /// <summary>Null where it is no good Liquid.</summary>
    public IFluidTemplate? Subject { get; }

    /// <summary>Null where it is no good Liquid.</summary>
    public IFluidTemplate? Text { get; }

    /// <summary>What is no good Liquid: the part, <c>subject</c> or <c>text</c>, and what is wrong with it.</summary>
    public IReadOnlyList<(string Part, string Problem)> Problems { get; }

    public static ParsedTemplate Parse(string subject, string text)
    {
        var problems = new List<(string, string)>();
        var parts = new[] { ("subject", subject), ("text", text) }.Select(part =>
        {
            if (Parser.TryParse(part.Item2, out var template, out var error))
                return template;
            problems.Add((part.Item1, "must be a Liquid template: " + OneLine(error)));
            return null;
        }).ToList();
        return new ParsedTemplate(parts[0], parts[1], problems);
    }

    /// <summary>Puts fields into words. What they say is text: nothing in them is taken for a template or markup.
    /// </summary>
    /// <exception cref="InvalidOperationException">It would take too many steps.</exception>
    public WrittenMessage Write(MessageFields fields) => new(
        Cut(OneLine(Render(Subject, fields)), TextLimits.MaxSubject),
        Cut(Render(Text, fields).Trim('\n', ' '), MaxWritten));

    private static string Render(IFluidTemplate? template, MessageFields fields)
    {
        var context = new TemplateContext(Options);
        foreach (var (name, text) in fields.Texts)
            context.SetValue(name, new StringValue(text));
        foreach (var (name, items) in fields.Lists)
            context.SetValue(name, new ArrayValue([.. items.Take(TemplateFields.MaxItems).Select(ItemOf)]));
        return (template ?? throw new InvalidOperationException("The template could not be read."))
            .Render(context, NullEncoder.Default, isolateContext: true);
    }

    private static FluidValue ItemOf(IReadOnlyDictionary<string, string> item) => new DictionaryValue(
        new FluidValueDictionaryFluidIndexable(item.ToDictionary(
            i => i.Key, i => (FluidValue)new StringValue(i.Value), StringComparer.Ordinal)));

    private static string OneLine(string text) =>
        new([.. text.Trim().Select(c => char.IsControl(c) ? ' ' : c)]);

    /// <summary>Cut between characters, of which some are two UTF-16 units.</summary>
    private static string Cut(string text, int most) => text.Length <= most
        ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
