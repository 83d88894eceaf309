using System.CommandLine;
using Federation.Programs.V1;
using Federation.Rules;
using Spectre.Console;

namespace Federation.Cli;

/// <summary><c>federation orders explain</c>: why an order got what it got, from the record of its decision.</summary>
internal static class OrderExplaining
{
    public static ExampleCommand Explain(Globals globals)
    {
        var name = new OrderName();
        var misses = new Option<bool>("--misses")
        {
            Description = "Says also of each rule that gave nothing why, recomputed from the record.",
        };
        var save = new Option<string?>("--save")
        {
            Description = "Writes the record with its digest to this file, for 'programs verify --file'.",
            HelpName = "FILE",
        };
        var language = SpokenLanguage.Option();
        var command = name.AddTo(new ExampleCommand(
            "explain", "Says of all that an order got why: which rule, what held, how it was computed, what cut it.",
            "orders explain --program aster/main --source till-7 --event-id 4711",
            "orders explain aster/main/5feceb66-ffc8-8f38-9952-786c6d696c79 --language zh --misses")
        {
            misses, save, language,
        });
        globals.Run(command, name.Brand, async (session, parse, cancel) =>
        {
            var request = new GetOrderRequest { Name = name.Of(parse) };
            var order = (await session.Client.Checkout.GetOrderAsync(request, cancellationToken: cancel)).Order;
            var saved = await session.Client.Checkout.GetEvaluationAsync(
                new GetEvaluationRequest { Name = order.EvaluationName }, cancellationToken: cancel);
            if (parse.GetValue(save) is { } path)
                await RecordFile.WriteAsync(path, saved, cancel);
            var spoken = SpokenLanguage.Of(parse.GetValue(language)!);
            return session.Show(saved, Tables(order, saved, spoken, parse.GetValue(misses)));
        });
        return command;
    }

    private static IEnumerable<Table> Tables(
        PlacedOrder order, GetEvaluationResponse saved, SpokenLanguage language, bool misses)
    {
        var record = saved.Record;
        var money = ProgramMoney.Of(record.Terms.Currency);
        yield return Decision(order, saved);
        yield return new EvaluationTables(record.Order, record.Result, language, money).Lines();
        if (record.Result.Awards.Count > 0)
            yield return Awards(record, language);
        if (misses && Missed(record) is { Misses.Count: > 0 } missed)
            yield return new EvaluationTables(record.Order, missed, language, default).Misses();
    }

    private static Table Decision(PlacedOrder order, GetEvaluationResponse saved) => Cli.Tables.Of("decision", "")
        .Row("order", order.Name).Row("rule set", saved.Record.RuleSet)
        .Row("decided", saved.Record.Facts.DecideTime).Row("digest", Convert.ToHexStringLower(saved.Digest.Span))
        .Row("journal", saved.Journal)
        .Row("recomputed", RecordVerdict.Of(saved.Record, saved.Digest.Memory).Sentence);

    private static Table Awards(EvaluationRecord record, SpokenLanguage language)
    {
        var reasons = new AwardReasons(record, language);
        var table = Cli.Tables.Of("rule", "gave", "why");
        foreach (var award in record.Result.Awards)
            table.Row(award.Rule, reasons.GaveOf(award), string.Join('\n', reasons.Of(award)));
        return table;
    }

    /// <summary>The decision again, with what it says of rules that gave nothing: the record has no misses.</summary>
    private static Evaluation Missed(EvaluationRecord record)
    {
        var rules = CompiledRuleSet.Of(record.RuleSet, record.Terms);
        var result = Evaluator.Evaluate(
            rules, record.Facts, record.Order, record.LeftOut.ToHashSet(StringComparer.Ordinal), withMisses: true);
        Words.Add(result, rules);
        return result;
    }
}
