using System.CommandLine;

namespace Federation.Cli;

/// <summary>Which order is meant: by its name, or by what the brand calls it.</summary>
internal sealed class OrderName
{
    private const string Form =
        "an order is named BRAND/ID/UUID, partners/{p}/programs/{id}/orders/{uuid}, or by --program, --source and "
        + "--event-id.";

    private readonly Argument<string?> name = new("order")
    {
        Description = "The order: BRAND/ID/UUID, or its whole name as PlaceOrder answered it. Left out with --source "
            + "and --event-id.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> program = ProgramText.ProgramOption(required: false);

    private readonly Option<string?> source = new("--source")
    {
        Description = "The brand's shop or system that the order is from.",
        HelpName = "SOURCE",
    };

    private readonly Option<string?> eventId = new("--event-id")
    {
        Description = "That system's number of the order.",
        HelpName = "NUMBER",
    };

    public ExampleCommand AddTo(ExampleCommand command)
    {
        command.Add(name);
        foreach (var option in (Option[])[program, source, eventId])
            command.Add(option);
        return command;
    }

    public string? Brand(ParseResult parse) => ProgramText.BrandOf(parse.GetValue(name) ?? parse.GetValue(program));

    /// <exception cref="BadInputException">No order is named, or two are.</exception>
    public string Of(ParseResult parse)
    {
        var (typed, from, number) = (parse.GetValue(name), parse.GetValue(source), parse.GetValue(eventId));
        return (typed, parse.GetValue(program), from, number) switch
        {
            ({ } text, null, null, null) => Of(text),
            (null, { } of, { Length: > 0 }, { Length: > 0 }) =>
                OrderId.Of(ProgramText.Program(of), from, number).ToString(),
            (null, _, _, _) => throw new BadInputException($"Name one order: {Form}"),
            _ => throw new BadInputException($"'{typed}' is not given together with another name: {Form}"),
        };
    }

    /// <exception cref="BadInputException">It names no order.</exception>
    public static string Of(string text) =>
        OrderId.TryParse(text, out var order) || (text.Split('/') is [var brand, var id, var uuid]
            && OrderId.TryParse($"{ResourceNames.Program(brand, id)}/orders/{uuid}", out order))
            ? order.ToString()
            : throw new BadInputException($"'{text}' names no order: {Form}");
}
