using System.Diagnostics;
using Gyrus.Fuzz;
using Gyrus.Fuzz.Formats;
using Gyrus.Fuzz.Running;

FuzzOptions options;
try
{
    options = FuzzOptions.Parse(args);
}
catch (FormatException error)
{
    Console.Error.WriteLine(error.Message + "\n\n" + FuzzOptions.Usage);
    return 1;
}

IReadOnlyList<byte[]> foreign = Seeds.Foreign();
FuzzFormat[] formats = AllFormats.Create(foreign);
if (options.Format is { } wanted && !formats.Any(f => f.Name == wanted))
{
    Console.Error.WriteLine($"There is no format '{wanted}': {string.Join(", ", formats.Select(f => f.Name))}.");
    return 1;
}

var runner = new Runner(options, formats);
if (options.Only is { } number)
{
    return runner.RunOne(number) ? 0 : 1;
}

if (options.Map is null)
{
    return Watch.Run(args, options, formats);
}

Console.WriteLine($"fuzz: {options.Inputs:N0} inputs, seed {options.Seed}, {foreign.Count} foreign seeds");
using var map = new WorkMap(options.Map);
var clock = Stopwatch.StartNew();
IReadOnlyList<Tally> tallies = runner.Run(map);
string table = OutcomeTable.Markdown(tallies);
Console.WriteLine(table);
foreach (Tally tally in tallies)
{
    foreach ((string fault, long count) in tally.ByFault())
    {
        Console.WriteLine($"{count, 9:N0} × {tally.Format.Name}: {TableCheck.Show(fault)}");
    }
}

long faults = tallies.Sum(t => t.Faults);
Console.WriteLine(
    $"fuzz: {tallies.Sum(t => t.Inputs):N0} inputs, {faults:N0} faults, {clock.Elapsed.TotalSeconds:0} s, {Environment.CpuUsage.TotalTime.TotalSeconds:0} s of processor time"
);
if (options.Table is { } file)
{
    File.WriteAllText(file, table);
}

if (options.Trx is { } trx)
{
    File.WriteAllText(trx, OutcomeTable.Trx(tallies));
}

return faults == 0 ? 0 : 1;
