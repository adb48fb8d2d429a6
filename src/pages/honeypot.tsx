/**
 * A field for programs that fill in everything: it is there, and nobody sees it, hears it, gets to it by keyboard or
 * has it filled in by a browser.
 */
export function Honeypot({ name, label }: { name: string; label: string }) {
  return (
    <div class="apart" aria-hidden="true">
      <label for="apart">{label}</label>
      <input type="text" id="apart" name={name} value="" tabindex={-1} autocomplete="off" />
    </div>
  );
}
