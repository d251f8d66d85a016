namespace Ledger;

/// <summary>An account's movements, in cents, of one text file: a number a line.</summary>
public class Account(string name, IReadOnlyList<long> movements)
{
    public static Account Read(string file) =>
        new(Path.GetFileNameWithoutExtension(file), File.ReadLines(file).Select(long.Parse).ToArray());

    public string Statement() => $"{name}: {movements.Count} movements, balance {movements.Sum()}";
}
