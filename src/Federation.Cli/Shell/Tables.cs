using System.Globalization;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>Tables whose numbers stand at the right and whose cells are never read as markup.</summary>
internal static class Tables
{
    /// <param name="columns">The headings; those of numbers begin with <c>#</c>.</param>
    public static Table Of(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
            table.AddColumn(column.StartsWith('#')
                ? new TableColumn(new Text(column[1..])).RightAligned().NoWrap()
                : new TableColumn(new Text(column)));
        return table;
    }

    public static Table Row(this Table table, params object?[] cells) =>
        table.AddRow(cells.Select(c => new Text(Cell(c))));

    /// <summary>A title in English where there is one, else in Chinese.</summary>
    public static string Title(LocalizedText title) => title.En.Length > 0 ? title.En : title.ZhCn;

    public static string Cell(object? value) => value switch
    {
        null => "",
        long units => units.ToString("#,0", CultureInfo.InvariantCulture),
        int count => count.ToString("#,0", CultureInfo.InvariantCulture),
        bool yes => yes ? "yes" : "no",
        Timestamp time => time.ToDateTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        System.Enum state => Word(state),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary><c>AllianceAdmin</c> as <c>alliance admin</c>.</summary>
    public static string Word(System.Enum value) => string.Concat(value.ToString().Select(
        (c, i) => (i > 0 && char.IsUpper(c) ? " " : "") + char.ToLowerInvariant(c)));
}
