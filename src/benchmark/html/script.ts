/** What the report does in a browser: shows one page at a time, opens the answer a link leads to, filters the instances. */
export const SCRIPT = `
document.documentElement.classList.add('paged');
const pages=[...document.querySelectorAll('.page')],text=document.getElementById('filter'),which=document.getElementById('which');
const rows=[...document.querySelectorAll('tr[data-search]')],count=document.getElementById('count');
function filter(){const words=text.value.toLowerCase().split(/\\s+/).filter(Boolean);let shown=0;
for(const row of rows){const hit=words.every(word=>row.dataset.search.includes(word));
row.hidden=!(hit&&(which.value==='all'||(which.value==='failed')===(row.dataset.failed==='true')));if(!row.hidden)shown++}
count.textContent=shown===rows.length?'':shown+' of '+rows.length}
text.addEventListener('input',filter);which.addEventListener('change',filter);
function show(){const target=document.getElementById(location.hash.slice(1))||pages[0],page=target.closest('.page')||pages[0];
for(const each of pages)each.classList.toggle('current',each===page);
for(let node=target;node;node=node.parentElement)if(node.tagName==='DETAILS')node.open=true;
if(target===page)scrollTo(0,0);else target.scrollIntoView()}
addEventListener('hashchange',show);show();
`;
