using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli;

/// <summary>A list as two files, NAME.csv and NAME.json, for their owner alone. They take their names once they are
/// complete, in place of those of an earlier export.</summary>
internal sealed class ExportFile : IAsyncDisposable
{
    private const string Unfinished = ".new";
    private readonly string csvPath;
    private readonly string jsonPath;
    private readonly StreamWriter csv;
    private readonly StreamWriter json;

    /// <param name="folder">Where.</param>
    /// <param name="name">What the files are called.</param>
    /// <param name="columns">The columns of the CSV file.</param>
    public ExportFile(string folder, string name, params string[] columns)
    {
        Name = name;
        (csvPath, jsonPath) = (Path.Combine(folder, name + ".csv"), Path.Combine(folder, name + ".json"));
        (csv, json) = (Open(csvPath), Open(jsonPath));
        csv.Write(string.Join(',', columns) + "\n");
    }

    public string Name { get; }

    /// <summary>How many the JSON file has.</summary>
    public long Count { get; private set; }

    /// <summary>Adds one.</summary>
    /// <param name="item">It, as JSON on one line.</param>
    /// <param name="rows">Its rows of the CSV file.</param>
    public async Task AddAsync(string item, params IReadOnlyList<object?[]> rows)
    {
        await json.WriteAsync((Count++ == 0 ? "[\n" : ",\n") + item);
        foreach (var row in rows)
            await csv.WriteAsync(string.Join(',', row.Select(Cell)) + "\n");
    }

    /// <summary>Ends the files.</summary>
    public async Task CompleteAsync()
    {
        await json.WriteAsync(Count == 0 ? "[]\n" : "\n]\n");
        await DisposeAsync();
        File.Move(csvPath + Unfinished, csvPath, overwrite: true);
        File.Move(jsonPath + Unfinished, jsonPath, overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        await csv.DisposeAsync();
        await json.DisposeAsync();
    }

    private static StreamWriter Open(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new StreamWriter(path + Unfinished, options);
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        long or int or bool => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        Timestamp time => time.ToString().Trim('"'),
        System.Enum state => Tables.Word(state),
        _ => CsvCells.Text(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };
}
