using System.Text;
using System.Text.Json;

namespace Federation.Cli;

/// <summary>What became of a sheet's members or orders. Several threads count.</summary>
/// <param name="what">What they are: members or orders.</param>
/// <param name="total">How many there are.</param>
internal sealed class ImportReport(string what, int total)
{
    private const int MostShown = 20;
    private const int DonePerLine = 1_000;
    private readonly Lock gate = new();
    private readonly List<RefusedRow> refused = [];
    private int done;
    private int before;

    /// <summary>Says how far the import is, now and then.</summary>
    public Action<string> Say { get; set; } = _ => { };

    /// <summary>One was taken.</summary>
    /// <param name="wasThere">Whether it was there before.</param>
    public void Take(bool wasThere)
    {
        lock (gate)
        {
            before += wasThere ? 1 : 0;
            Count();
        }
    }

    /// <summary>One was not taken.</summary>
    public void Refuse(RefusedRow row)
    {
        lock (gate)
        {
            refused.Add(row);
            Count();
        }
    }

    /// <summary>Shows it, and writes the list of what was refused; the exit code.</summary>
    /// <param name="session">Where to show it.</param>
    /// <param name="path">The file for the list; null: none.</param>
    public async Task<int> ShowAsync(Session session, string? path)
    {
        var rows = refused.OrderBy(r => r.Row).ToList();
        if (path is not null)
            await TextFile.WriteAsync(path, Csv(rows), CancellationToken.None);
        if (session.Json)
            await session.Output.WriteLineAsync(Json(rows));
        else
        {
            session.Write(Tables.Of("#" + what, "#new", "#there before", "#refused", "#not reached")
                .Row(total, done - before - rows.Count, before, rows.Count, total - done));
            if (rows.Count > 0)
                session.Write(Shown(rows));
            if (rows.Count > MostShown)
                await session.Error.WriteLineAsync(
                    $"The first {MostShown} refused are shown; --refused FILE writes all of them.");
        }
        return rows.Count == 0 && done == total ? ExitCodes.Done : ExitCodes.Refused;
    }

    private void Count()
    {
        done++;
        if (done % DonePerLine == 0)
            Say($"{Tables.Cell(done)} of {Tables.Cell(total)} {what}, {Tables.Cell(refused.Count)} refused");
    }

    private static Spectre.Console.Table Shown(List<RefusedRow> rows)
    {
        var table = Tables.Of("#row", "number", "reason", "why");
        foreach (var row in rows.Take(MostShown))
            table.Row(row.Row, row.Number, row.Reason, row.Why);
        return table;
    }

    private static string Csv(List<RefusedRow> rows)
    {
        var text = new StringBuilder("row,number,reason,why\n");
        foreach (var row in rows)
            text.Append(row.Row).Append(',').Append(CsvCells.Text(row.Number)).Append(',')
                .Append(CsvCells.Text(row.Reason)).Append(',').Append(CsvCells.Text(row.Why)).Append('\n');
        return text.ToString();
    }

    private string Json(List<RefusedRow> rows)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber(what, total);
            json.WriteNumber("new", done - before - rows.Count);
            json.WriteNumber("thereBefore", before);
            json.WriteNumber("notReached", total - done);
            json.WriteStartArray("refused");
            foreach (var row in rows)
            {
                json.WriteStartObject();
                json.WriteNumber("row", row.Row);
                json.WriteString("number", row.Number);
                json.WriteString("reason", row.Reason);
                json.WriteString("why", row.Why);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
